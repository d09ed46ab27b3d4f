package dev.plinth.jdbc.sql;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Statement;
import dev.plinth.support.engine.NativeStatement;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A native statement as a driver takes it.
 *
 * @param sql the text with every parameter written {@code ?}
 * @param classification what it does
 * @param positions which value each {@code ?} takes, from 0; empty where parameters are named
 * @param names which value each {@code ?} takes; empty where parameters are positional
 */
public record ParsedStatement(String sql, NativeStatement classification,
    List<Integer> positions, List<String> names) {
  /** Copies the lists. */
  public ParsedStatement {
    positions = List.copyOf(positions);
    names = List.copyOf(names);
  }

  /** How many {@code ?} there are. */
  public int parameters() {
    return positions.size() + names.size();
  }

  /** The value of a {@code ?}, from 0, of a statement that was checked. */
  public @Nullable Object value(Statement statement, int index) {
    return names.isEmpty()
        ? statement.positional().get(positions.get(index))
        : statement.named().get(names.get(index));
  }

  /** Fails with {@link ErrorCode#INVALID_QUERY} for a parameter without a value or a value without a parameter. */
  public void check(Statement statement) {
    if (names.isEmpty()) {
      checkNames(statement.named());
      checkCount(statement.positional().size());
    } else if (statement.positional().isEmpty()) {
      checkNames(statement.named());
    } else {
      throw invalid("the statement has named parameters, but the values are by position");
    }
  }

  private void checkCount(int values) {
    int expected = 0;
    for (int i = 0; i < positions.size(); i++) {
      expected = Math.max(expected, positions.get(i) + 1);
    }
    if (values != expected) {
      throw invalid("the statement has " + expected + " parameters, but there are " + values
          + " values");
    }
  }

  private void checkNames(Map<String, @Nullable Object> values) {
    for (String name : names) {
      if (!values.containsKey(name)) {
        throw invalid("the parameter :" + name + " has no value");
      }
    }
    if (!names.containsAll(values.keySet())) {
      var unknown = new TreeSet<>(values.keySet());
      names.forEach(unknown::remove);
      throw invalid("no parameter of the statement is named " + String.join(", ", unknown));
    }
  }

  private static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_QUERY, message);
  }
}
