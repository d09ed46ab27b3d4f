package dev.plinth.jdbc;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Columns;
import java.util.List;

/** A statement rendered for one shape: its text, what binds its parameters, and what reads its rows. */
final class Rendered {
  private static final ValueCodec[] NONE = {};
  private static final Columns NO_COLUMNS = Columns.of(List.of());

  private final String sql;
  private final ParameterCodec[] parameters;
  private final boolean[] repeated;
  private final Columns columns;
  private final ValueCodec[] decoders;

  private Rendered(SqlText text, Columns columns, ValueCodec[] decoders) {
    List<SqlText.Parameter> all = text.parameters();
    this.sql = text.toString();
    this.parameters = all.stream().map(SqlText.Parameter::codec).toArray(ParameterCodec[]::new);
    this.repeated = new boolean[parameters.length + 1];
    for (int i = 0; i < parameters.length; i++) {
      repeated[i] = all.get(i).repeated();
    }
    this.columns = columns;
    this.decoders = decoders;
  }

  static Rendered write(Dialect dialect, SqlText text) {
    return read(dialect, text, NO_COLUMNS, NONE);
  }

  static Rendered read(Dialect dialect, SqlText text, Columns columns, ValueCodec[] decoders) {
    if (text.parameters().size() > dialect.maxParameters()) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "a statement takes at most " + dialect.maxParameters()
              + " values here; split the list of values");
    }
    return new Rendered(text, columns, decoders);
  }

  String sql() {
    return sql;
  }

  int parameters() {
    return parameters.length;
  }

  /** The codec of a parameter, from 0. */
  ParameterCodec parameter(int index) {
    return parameters[index];
  }

  /** Whether a parameter takes the value of the one before; false behind the last. */
  boolean isRepeated(int index) {
    return repeated[index];
  }

  boolean returnsRows() {
    return decoders.length > 0;
  }

  Columns columns() {
    return columns;
  }

  ValueCodec[] decoders() {
    return decoders;
  }
}
