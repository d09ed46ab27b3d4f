package dev.plinth.mcp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool as it is published.
 *
 * @param name by which it is called
 * @param title for people
 * @param description for models
 * @param inputSchema of its arguments; it guides and refuses nothing, so that every wrong argument gets an answer with
 *     a code
 * @param outputSchema of its structured result
 * @param readOnly whether it changes nothing
 * @param destructive whether it may overwrite or delete
 * @param idempotent whether a second call with the same arguments changes nothing more
 */
public record DatabaseTool(String name, String title, String description,
    Map<String, Object> inputSchema, Map<String, Object> outputSchema, boolean readOnly,
    boolean destructive, boolean idempotent) {
  /** Copies the maps. */
  public DatabaseTool {
    inputSchema = Collections.unmodifiableMap(new LinkedHashMap<String, Object>(inputSchema));
    outputSchema = Collections.unmodifiableMap(new LinkedHashMap<String, Object>(outputSchema));
  }

  /** Carries a tool out. */
  interface Handler {
    /** The structured result; throws {@link dev.plinth.DatabaseException}. Runs on a thread that may wait. */
    Map<String, @Nullable Object> handle(ToolSession session, Arguments arguments);
  }
}
