package dev.plinth.benchmarks;

import static dev.plinth.data.Filter.field;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import java.nio.file.Path;

/** Prints the title of one row of an existing file. */
final class PlinthStart {
  private PlinthStart() {}

  /** Takes the file as its argument. */
  public static void main(String[] arguments) {
    try (DatabaseProvider database = Scratch.open(Path.of(arguments[0]), Options.defaults())) {
      Row note =
          database.findOne(Query.from("notes").where(field("id").eq(1L))).join().orElseThrow();
      System.out.println(note.string("title"));
    }
  }
}
