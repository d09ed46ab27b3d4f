/**
 * Benchmarks, side by side with what a user would pick instead. {@link dev.plinth.benchmarks.SpeedTable}
 * runs them in turn and prints the tables of the guide.
 */
@NullMarked
package dev.plinth.benchmarks;

import org.jspecify.annotations.NullMarked;
