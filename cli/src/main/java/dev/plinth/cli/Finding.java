package dev.plinth.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at.
 *
 * @param section schema, migrations or permissions
 * @param subject what
 * @param note what is to be said of it; empty for nothing
 */
record Finding(String section, String subject, Status status, String note) {
  /** How it is. */
  enum Status {
    OK("ok"),
    PROBLEM("problem"),
    UNCHECKED("not checked");

    private final String word;

    Status(String word) {
      this.word = word;
    }
  }

  static Finding ok(String section, String subject, String note) {
    return new Finding(section, subject, Status.OK, note);
  }

  static Finding problem(String section, String subject, String note) {
    return new Finding(section, subject, Status.PROBLEM, note);
  }

  static Finding unchecked(String section, String subject, String note) {
    return new Finding(section, subject, Status.UNCHECKED, note);
  }

  boolean isProblem() {
    return status == Status.PROBLEM;
  }

  Map<String, @Nullable Object> fields() {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("section", section);
    fields.put("subject", subject);
    fields.put("status", status.word);
    fields.put("note", note);
    return fields;
  }
}
