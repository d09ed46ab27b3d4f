package dev.plinth.benchmarks;

import dev.plinth.benchmarks.ServerBenchmark.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs one method of a benchmark in a JVM of its own. */
final class JmhRun {
  private static final int FIRST_THAT_WARNS_OF_UNSAFE = 24;

  private JmhRun() {}

  /** A closed loop of so many threads, and what it allocates. */
  static Collection<RunResult> loop(Class<?> benchmark, Contender contender, int threads,
      Plan plan) {
    TimeValue second = TimeValue.seconds(1);
    return run(options(benchmark, contender).threads(threads).warmupTime(second)
        .warmupIterations(plan.seconds()).measurementTime(second)
        .measurementIterations(plan.seconds()).addProfiler(GCProfiler.class));
  }

  /** A benchmark with a loop of its own: one to warm up, and one to measure. */
  static Collection<RunResult> ownLoop(Class<?> benchmark, Contender contender, int callers,
      Plan plan) {
    return run(options(benchmark, contender).param("callers", String.valueOf(callers))
        .param("seconds", String.valueOf(plan.seconds())));
  }

  /** The same on a database of a server. */
  static Collection<RunResult> onServer(Contender contender, Shape shape, int callers, Plan plan,
      String url) {
    return run(options(ServerBenchmark.class, contender).param("shape", shape.name())
        .param("callers", String.valueOf(callers)).param("seconds", String.valueOf(plan.seconds()))
        .jvmArgs(ServerTarget.argument(url)));
  }

  /** Some shots after one to warm up, on a database of a server. */
  static Collection<RunResult> shotsOnServer(Class<?> benchmark, Contender contender, int count,
      String url) {
    return run(options(benchmark, contender).warmupIterations(1).measurementIterations(count)
        .jvmArgs(ServerTarget.argument(url)));
  }

  /** Some shots after one to warm up. */
  static Collection<RunResult> shots(Class<?> benchmark, Contender contender, int count) {
    return run(options(benchmark, contender).warmupIterations(1).measurementIterations(count));
  }

  /** A further result, of a profiler or of counters. */
  static double secondary(RunResult run, String name) {
    return Objects.requireNonNull(run.getSecondaryResults().get(name), name).getScore();
  }

  private static ChainedOptionsBuilder options(Class<?> benchmark, Contender contender) {
    String method = benchmark.getName() + "." + contender.method();
    return new OptionsBuilder().include("^" + Pattern.quote(method) + "$")
        .verbosity(VerboseMode.SILENT).shouldFailOnError(true)
        .jvmArgsPrepend(jvmArguments().toArray(String[]::new));
  }

  private static List<String> jvmArguments() {
    var arguments = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED",
        "-D" + Scratch.DIRECTORY_PROPERTY + "=" + Scratch.parent()));
    if (Runtime.version().feature() >= FIRST_THAT_WARNS_OF_UNSAFE) {
      arguments.add("--sun-misc-unsafe-memory-access=allow");
    }
    return arguments;
  }

  private static Collection<RunResult> run(ChainedOptionsBuilder options) {
    try {
      return new Runner(options.build()).run();
    } catch (RunnerException failure) {
      throw new IllegalStateException("a benchmark failed", failure);
    }
  }
}
