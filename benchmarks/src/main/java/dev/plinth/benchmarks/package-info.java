/** Benchmarks, side by side with what a user would pick instead. */
@NullMarked
package dev.plinth.benchmarks;

import org.jspecify.annotations.NullMarked;
