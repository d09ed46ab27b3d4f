package dev.plinth.schema;

/**
 * A trigger as it is.
 *
 * @param name its name
 * @param table on which table
 * @param definition the backend's text of it
 */
public record TriggerDescription(String name, String table, String definition) {}
