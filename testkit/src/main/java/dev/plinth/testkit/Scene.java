package dev.plinth.testkit;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.data.Row;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/** Where an {@link ErrorCase} plays: a database with the platform tables and nothing else. */
public final class Scene implements AutoCloseable {
  private final Function<Options, DatabaseProvider> opener;
  private final Options options;
  private final NativeTexts texts;
  private final Deque<AutoCloseable> closed = new ArrayDeque<>();
  private final DatabaseProvider database;

  Scene(Function<Options, DatabaseProvider> opener, Options options, NativeTexts texts) {
    this.opener = opener;
    this.options = options;
    this.texts = texts;
    this.database = openEmpty(options);
    Outcomes.await(database.initialize());
  }

  /** The database. */
  public DatabaseProvider database() {
    return database;
  }

  /** The options with which it was opened. */
  public Options options() {
    return options;
  }

  /** The native statements of the suite. */
  public NativeTexts texts() {
    return texts;
  }

  /** Another database, without anything in it; closed with the scene. */
  public DatabaseProvider openEmpty(Options changed) {
    return closing(opener.apply(changed));
  }

  /** Something that is closed with the scene, what came last first. */
  public <T extends AutoCloseable> T closing(T resource) {
    closed.push(resource);
    return resource;
  }

  /** A new table of notes ({@code id, title, score, price, at}) with the ids 1 and 2. */
  public String notes() {
    return notesIn(database);
  }

  /** The same in another database. */
  public String notesIn(DatabaseProvider other) {
    return RoleConformance.notesIn(other, Row.of("id", 1, "title", "a", "score", 1),
        Row.of("id", 2, "title", "b", "score", 2));
  }

  @Override
  public void close() {
    closed.forEach(Scene::close);
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception failure) {
      throw new AssertionError("a part of the scene cannot be closed", failure);
    }
  }
}
