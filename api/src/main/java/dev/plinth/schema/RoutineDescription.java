package dev.plinth.schema;

/**
 * A procedure or function as it is.
 *
 * @param schema its schema
 * @param name its name
 * @param procedure whether it is a procedure, not a function
 * @param signature its arguments and result as the backend writes them
 */
public record RoutineDescription(String schema, String name, boolean procedure, String signature) {}
