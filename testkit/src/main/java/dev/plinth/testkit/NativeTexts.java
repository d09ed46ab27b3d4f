package dev.plinth.testkit;

import java.util.List;

/**
 * The native statements of the suite, in the language of a backend. {@link SqlTexts} has them in SQL; a
 * backend overrides what it says differently.
 *
 * <p>Tables named here have the columns {@code id}, {@code title} and {@code score} at least.
 */
public interface NativeTexts {
  /** The values of a column in the order of the id. */
  String column(String table, String column);

  /** The ids of the records whose column equals the parameter that {@code mark} stands for. */
  String idsWhere(String table, String column, String mark);

  /** All titles in the order of the id. */
  default String titles(String table) {
    return column(table, "title");
  }

  /** The titles of one id, bound as the parameter that {@code mark} stands for. */
  String titleOf(String table, String mark);

  /** The ids of the records whose score is or is not the same parameter, named twice: all that have a score. */
  String idsNaming(String table, String mark);

  /** How many records there are, in one column. */
  String count(String table);

  /** Titles in the order of the id, at most so many: the limit stands in the text. */
  String firstTitles(String table, int limit);

  /** The greatest title of all; null of an empty table. */
  String greatestTitle(String table);

  /** Reads of the table in every spelling that the language has for it, and from within other constructs. */
  List<String> disguisedReads(String table);

  /** Writes to the table, without parameters, that may look like reads. */
  List<String> disguisedWrites(String table);

  /** Inserts an id and a title, both bound by position with {@code ?}. */
  String insert(String table);

  /** Sets the title, bound first, of records with a score of at least the second value. */
  String retitle(String table);

  /** Deletes every record. */
  String deleteAll(String table);

  /** Creates a table with the one column {@code id}, a whole number and its key. */
  String createTable(String table);

  /** Drops a table. */
  String dropTable(String table);

  /** Adds the column {@code extra}, a text. */
  String addExtra(String table);

  /** A query of titles with signs of parameters in a literal and in comments, which are none, and one real {@code ?} for the id. */
  String quotedMarks(String table);

  /** A read that keeps the server at work for at least 20 seconds, and reads no table. */
  String slowRead();

  /** A text that the backend cannot parse. */
  String nonsense();

  /** Texts that hold more than one statement, the second a delete of the table. */
  List<String> stacked(String table);

  /** Transaction control and session settings, in as many disguises as the language has. */
  List<String> refused();
}
