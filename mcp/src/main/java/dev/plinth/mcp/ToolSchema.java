package dev.plinth.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The schema of arguments or results. It guides: each argument says first which type it should have, and
 * then takes every other too, so that a host that validates lets every wrong one through to an answer
 * with a code.
 */
final class ToolSchema {
  private static final List<String> TYPES =
      List.of("string", "integer", "number", "boolean", "object", "array", "null");

  private final Map<String, Object> properties = new LinkedHashMap<>();

  /** A further argument. */
  ToolSchema with(String name, String type, String description, Object... examples) {
    var types = new ArrayList<String>();
    types.add(type);
    TYPES.stream().filter(other -> !other.equals(type)).forEach(types::add);
    var property = new LinkedHashMap<String, Object>();
    property.put("type", types);
    property.put("description", description);
    if (examples.length > 0) {
      property.put("examples", List.of(examples));
    }
    properties.put(name, property);
    return this;
  }

  /** The connection, which nearly every tool takes. */
  ToolSchema withConnection() {
    return with("connectionId", "string",
        "Which connection; may be left out where there is only one. db_connections lists them.");
  }

  List<String> names() {
    return List.copyOf(properties.keySet());
  }

  Map<String, Object> build() {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", "object");
    schema.put("properties", properties);
    return schema;
  }
}
