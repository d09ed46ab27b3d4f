package dev.plinth.mcp;

import java.util.concurrent.CompletableFuture;

/**
 * A call of a tool.
 *
 * @param result of it; never fails unless it is cancelled, which ends the call
 * @param memory that it holds until its answer is written
 */
record RunningCall(CompletableFuture<ToolResult> result, ResultMemory.Hold memory) {}
