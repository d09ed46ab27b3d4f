package dev.plinth.mongo;

import dev.plinth.testkit.NativeTexts;
import java.util.List;

/** The native statements of the suite as commands and pipelines. */
final class MongoTexts implements NativeTexts {
  private static final String CLOSED = "\"validator\":{\"$jsonSchema\":{\"bsonType\":\"object\","
      + "\"required\":[\"id\"],\"properties\":{\"_id\":{},\"id\":{\"bsonType\":[\"int\",\"long\"]}%s},"
      + "\"additionalProperties\":false}}}";

  @Override
  public String column(String table, String column) {
    return find(table, "{}", column);
  }

  @Override
  public String idsWhere(String table, String column, String mark) {
    return find(table, "{\"" + column + "\": {\"$eq\": " + mark + "}}", "id");
  }

  @Override
  public String titleOf(String table, String mark) {
    return find(table, "{\"id\": " + mark + "}", "title");
  }

  @Override
  public String idsNaming(String table, String mark) {
    return find(table, "{\"$or\": [{\"score\": " + mark + "}, {\"score\": {\"$gt\": " + mark
        + "}}, {\"score\": {\"$lt\": " + mark + "}}]}", "id");
  }

  private static String find(String table, String filter, String column) {
    return "{\"find\": \"" + table + "\", \"filter\": " + filter
        + ", \"projection\": {\"_id\": 0, \""
        + column + "\": 1}, \"sort\": {\"id\": 1}}";
  }

  @Override
  public String count(String table) {
    return "{\"count\": \"" + table + "\"}";
  }

  @Override
  public String firstTitles(String table, int limit) {
    return "[" + from(table) + ", {\"$sort\": {\"id\": 1}}, {\"$limit\": " + limit
        + "}, {\"$project\": {\"_id\": 0, \"title\": 1}}]";
  }

  @Override
  public String greatestTitle(String table) {
    return "[" + from(table)
        + ", {\"$group\": {\"_id\": null, \"greatest\": {\"$max\": \"$title\"}}}"
        + ", {\"$project\": {\"_id\": 0}}]";
  }

  private static String from(String table) {
    return "{\"$from\": \"" + table + "\"}";
  }

  @Override
  public List<String> disguisedReads(String table) {
    return List.of("{\"find\": \"" + table + "\"}", "{\"f\\u0069nd\": \"" + table + "\"}",
        "{\"distinct\": \"" + table + "\", \"key\": \"id\"}", count(table),
        "[" + from(table) + "]", "{\"explain\": {\"find\": \"" + table + "\"}}",
        "[" + from("plinth_users") + ", {\"$lookup\": {\"from\": \"" + table
            + "\", \"localField\": \"x\", \"foreignField\": \"y\", \"as\": \"z\"}}]",
        "[" + from("plinth_users") + ", {\"$unionWith\": \"" + table + "\"}]",
        "[" + from("plinth_users") + ", {\"$facet\": {\"a\": [{\"$lookup\": {\"from\": \"" + table
            + "\", \"pipeline\": [], \"as\": \"z\"}}]}}]");
  }

  @Override
  public List<String> disguisedWrites(String table) {
    String delete = "\"deletes\": [{\"q\": {}, \"limit\": 0}]";
    return List.of("{\"delete\": \"" + table + "\", " + delete + "}",
        "{\"d\\u0065lete\": \"" + table + "\", " + delete + "}",
        "{\"update\": \"" + table
            + "\", \"updates\": [{\"q\": {}, \"u\": {\"$set\": {\"title\": \"x\"}}}]}",
        "{\"insert\": \"" + table + "\", \"documents\": [{\"id\": 99}]}",
        "{\"findAndModify\": \"" + table + "\", \"remove\": true}",
        "{\"findandmodify\": \"" + table + "\", \"remove\": true}",
        "[" + from("plinth_users") + ", {\"$out\": \"" + table + "\"}]",
        "[" + from("plinth_users") + ", {\"$merge\": {\"into\": \"" + table + "\"}}]",
        "{\"explain\": {\"delete\": \"" + table + "\", " + delete + "}}",
        "{\"find\": \"" + table + "\", \"filter\": {\"$where\": \"sleep(1)\"}}",
        "{\"mapReduce\": \"" + table + "\", \"map\": \"\", \"reduce\": \"\", \"out\": \"x\"}",
        "[" + from(table) + ", {\"$project\": {\"x\": {\"$function\": "
            + "{\"body\": \"\", \"args\": [], \"lang\": \"js\"}}}}]",
        dropTable(table), "{\"dropDatabase\": 1}",
        "{\"createIndexes\": \"" + table
            + "\", \"indexes\": [{\"key\": {\"id\": 1}, \"name\": \"never_made\"}]}");
  }

  @Override
  public String insert(String table) {
    return "{\"insert\": \"" + table + "\", \"documents\": [{\"id\": ?, \"title\": ?}]}";
  }

  @Override
  public String retitle(String table) {
    return "{\"update\": \"" + table + "\", \"updates\": [{\"u\": {\"$set\": {\"title\": ?}}, "
        + "\"q\": {\"score\": {\"$gte\": ?}}, \"multi\": true}]}";
  }

  @Override
  public String deleteAll(String table) {
    return "{\"delete\": \"" + table + "\", \"deletes\": [{\"q\": {}, \"limit\": 0}]}";
  }

  @Override
  public String createTable(String table) {
    return "{\"create\": \"" + table + "\", " + CLOSED.formatted("");
  }

  @Override
  public String dropTable(String table) {
    return "{\"drop\": \"" + table + "\"}";
  }

  @Override
  public String addExtra(String table) {
    return "{\"collMod\": \"" + table + "\", "
        + CLOSED.formatted(",\"extra\":{\"bsonType\":[\"string\",\"null\"]}");
  }

  @Override
  public String quotedMarks(String table) {
    return "{\"find\": \"" + table
        + "\", \"filter\": {\"id\": ?, \"title\": {\"$ne\": \"? $1 :name "
        + "'?' \\\" ?\"}}, \"projection\": {\"_id\": 0, \"title\": 1}}";
  }

  @Override
  public String slowRead() {
    String range = "{\"$range\": [0, 20000]}";
    return "{\"aggregate\": 1, \"pipeline\": [{\"$documents\": [{\"_id\": 1}]}, {\"$project\": {\"n\": "
        + "{\"$sum\": {\"$map\": {\"input\": " + range
        + ", \"in\": {\"$size\": {\"$map\": {\"input\": "
        + range + ", \"in\": 1}}}}}}}}]}";
  }

  @Override
  public String nonsense() {
    return "{find everything}";
  }

  @Override
  public List<String> stacked(String table) {
    String delete = deleteAll(table);
    return List.of("{\"ping\": 1}; " + delete, "{\"ping\": 1}\n" + delete,
        "[" + from(table) + "];" + delete + ";");
  }

  @Override
  public List<String> refused() {
    return List.of("{\"commitTransaction\": 1}", "{\"abortTransaction\": 1}",
        "{\"c\\u006fmmitTransaction\": 1}", "{\"startSession\": 1}", "{\"endSessions\": []}",
        "{\"killSessions\": []}", "{\"logout\": 1}", "{\"saslStart\": 1}",
        "{\"find\": \"x\", \"startTransaction\": true}",
        "{\"find\": \"x\", \"lsid\": {\"id\": {\"$uuid\": \"00000000-0000-4000-8000-000000000000\"}}}",
        "{\"find\": \"x\", \"$db\": \"admin\"}", "{\"getMore\": 1, \"collection\": \"x\"}",
        "{\"insert\": \"x\", \"documents\": [{\"a\": 1}], \"writeConcern\": {\"w\": 0}}");
  }
}
