package dev.plinth.schema;

/**
 * A sequence as it is.
 *
 * @param schema its schema
 * @param name its name
 */
public record SequenceDescription(String schema, String name) {}
