package dev.plinth.mcp;

import java.util.List;

/**
 * A tool with what carries it out.
 *
 * @param published what clients see
 * @param arguments the names of its arguments
 */
record ToolDefinition(DatabaseTool published, List<String> arguments,
    DatabaseTool.Handler handler) {}
