package dev.plinth.schema;

/**
 * A table in a listing.
 *
 * @param schema its schema, empty where the backend has none
 * @param name its name
 * @param kind what it is
 */
public record TableSummary(String schema, String name, TableKind kind) {}
