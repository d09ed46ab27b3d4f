package dev.plinth.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From the start of a JVM to its first row, without and with archives of its classes. */
final class Startup implements Figure, AutoCloseable {
  private static final int STARTS = 4;
  private static final int FIRST_WITH_AOT_CACHE = 25;

  private record Program(String name, Class<?> main) {}

  private static final List<Program> PROGRAMS =
      List.of(new Program("Plinth", PlinthStart.class),
          new Program("driver alone", PlainStart.class));

  private final Results results = new Results();
  private final Map<String, List<String>> archives = new LinkedHashMap<>();
  private Scratch scratch = Scratch.empty();

  @Override
  public String name() {
    return "startup";
  }

  @Override
  public String title() {
    return "JVM start to first row";
  }

  @Override
  public void measure(Plan plan, int round) throws IOException, InterruptedException {
    if (round == 0) {
      scratch.close();
      scratch = Scratch.withNotes(1000);
    }
    for (int i = 0; i < STARTS; i++) {
      for (String kind : kinds()) {
        for (Program program : Contender.turns(PROGRAMS, i)) {
          List<String> arguments = arguments(kind, program);
          results.add(kind, program.name, "ms", millis(program, arguments));
        }
      }
    }
  }

  private static List<String> kinds() {
    return Runtime.version().feature() >= FIRST_WITH_AOT_CACHE
        ? List.of("none", "AppCDS", "AOT cache")
        : List.of("none", "AppCDS");
  }

  /** The arguments with which a program uses its archive, made when it is asked for first. */
  private List<String> arguments(String kind, Program program)
      throws IOException, InterruptedException {
    if (kind.equals("none")) {
      return List.of();
    }
    String key = program.main.getSimpleName() + "." + kind.replace(' ', '-');
    List<String> known = archives.get(key);
    if (known == null) {
      Path archive = scratch.file().resolveSibling(key);
      boolean cds = kind.equals("AppCDS");
      millis(program,
          List.of((cds ? "-XX:ArchiveClassesAtExit=" : "-XX:AOTCacheOutput=") + archive));
      if (!Files.exists(archive)) {
        throw new IllegalStateException("no archive was written for " + key);
      }
      known = List.of((cds ? "-XX:SharedArchiveFile=" : "-XX:AOTCache=") + archive);
      archives.put(key, known);
    }
    return known;
  }

  private double millis(Program program, List<String> jvmArguments)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    Process process = Jvm.start(jvmArguments, program.main, scratch.file().toString());
    try (BufferedReader output = process.inputReader()) {
      String line;
      do {
        line = Jvm.line(output);
      } while (!line.equals(Notes.title(1)));
      double millis = (System.nanoTime() - began) / 1e6;
      Jvm.end(process);
      return millis;
    }
  }

  @Override
  public String markdown() {
    return results.markdown("class archive");
  }

  @Override
  public void close() {
    scratch.close();
  }
}
