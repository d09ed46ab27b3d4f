package dev.plinth.jdbc;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement while it is rendered: its text and, for each parameter, the codec that binds it.
 *
 * <p>In a definition, where a backend takes no parameters, values are written as literals instead.
 */
public final class SqlText {
  private final Dialect dialect;
  private final boolean literals;
  private final StringBuilder text = new StringBuilder(128);
  private final List<Parameter> parameters = new ArrayList<>();

  /**
   * One parameter.
   *
   * @param codec what binds it
   * @param repeated whether it is bound to the same value as the one before
   */
  record Parameter(ParameterCodec codec, boolean repeated) {}

  private SqlText(Dialect dialect, boolean literals) {
    this.dialect = dialect;
    this.literals = literals;
  }

  static SqlText withParameters(Dialect dialect) {
    return new SqlText(dialect, false);
  }

  static SqlText withLiterals(Dialect dialect) {
    return new SqlText(dialect, true);
  }

  /** Adds text. */
  public SqlText append(String sql) {
    text.append(sql);
    return this;
  }

  /** Adds a quoted identifier. */
  public SqlText name(String identifier) {
    text.append(dialect.quoted(identifier));
    return this;
  }

  /** Adds quoted identifiers with commas between. */
  public SqlText names(List<String> identifiers) {
    for (int i = 0; i < identifiers.size(); i++) {
      append(i == 0 ? "" : ", ").name(identifiers.get(i));
    }
    return this;
  }

  /** Adds a value: a parameter, or the literal in a definition. */
  public SqlText value(ValueCodec codec, Object value) {
    return value(codec, value, false);
  }

  /** Adds the value once more that was added last, for a condition that names it twice. */
  public SqlText repeated(ValueCodec codec, Object value) {
    return value(codec, value, true);
  }

  /** Adds a parameter that is bound when the statement is run. */
  SqlText parameter(ParameterCodec codec) {
    parameters.add(new Parameter(codec, false));
    return append("?");
  }

  private SqlText value(ValueCodec codec, Object value, boolean repeated) {
    if (literals) {
      return append(codec.literal(value));
    }
    parameters.add(new Parameter(codec, repeated));
    return append(codec.comparedParameter());
  }

  /** Whether this is a definition, in which values are written as literals. */
  public boolean isDefinition() {
    return literals;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
