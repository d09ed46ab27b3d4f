package dev.plinth.cli;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One operation to measure.
 *
 * @param name as it stands in the table
 * @param recordsOfCall how many records one call counts for
 * @param mostCalls after which it ends, so that no table grows without bound
 * @param call makes one call with the random numbers of its client
 */
record Workload(String name, int recordsOfCall, long mostCalls,
    Function<Random, CompletableFuture<?>> call) {}
