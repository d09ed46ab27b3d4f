package dev.plinth.jdbc;

import dev.plinth.data.Filter;
import dev.plinth.data.Filter.All;
import dev.plinth.data.Filter.And;
import dev.plinth.data.Filter.Comparison;
import dev.plinth.data.Filter.Membership;
import dev.plinth.data.Filter.Not;
import dev.plinth.data.Filter.NullCheck;
import dev.plinth.data.Filter.Or;
import dev.plinth.data.Filter.TextSearch;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds the values of one run, in the order in which the renderer wrote their parameters. */
final class ParameterBinder {
  private final PreparedStatement statement;
  private final Rendered rendered;
  private int next;

  ParameterBinder(PreparedStatement statement, Rendered rendered) {
    this.statement = statement;
    this.rendered = rendered;
  }

  void value(@Nullable Object value) throws SQLException {
    do {
      ParameterCodec codec = rendered.parameter(next++);
      if (value == null) {
        codec.bindNull(statement, next);
      } else {
        codec.bind(statement, next, value);
      }
    } while (rendered.isRepeated(next));
  }

  /** The limit and, where there is one, the offset of a query whose shape has them. */
  void page(Query query, Shape.Page page, long limit) throws SQLException {
    if (page == Shape.Page.LIMIT || page == Shape.Page.LIMIT_AND_OFFSET) {
      limit(limit);
    }
    if (page == Shape.Page.LIMIT_AND_OFFSET) {
      statement.setLong(++next, query.offset());
    }
  }

  void limit(long rows) throws SQLException {
    statement.setLong(++next, rows);
  }

  void row(Row row) throws SQLException {
    for (int i = 0; i < row.size(); i++) {
      value(row.valueAt(i).orElse(null));
    }
  }

  void filter(Filter filter) throws SQLException {
    switch (filter) {
      case Comparison f -> value(f.value());
      case And f -> filters(f.filters());
      case Or f -> filters(f.filters());
      case Not f -> filter(f.filter());
      case Membership f -> values(f.values());
      case TextSearch f -> value(f.text());
      case NullCheck f -> {
      }
      case All f -> {
      }
    }
  }

  /** The same filter, until no parameter is left. */
  void filterToTheEnd(Filter filter) throws SQLException {
    while (next < rendered.parameters()) {
      filter(filter);
    }
  }

  void update(Update update) throws SQLException {
    List<Update.Change> changes = update.changes();
    for (int i = 0; i < changes.size(); i++) {
      switch (changes.get(i)) {
        case Update.Set set -> value(set.value());
        case Update.Increment increment -> value(increment.by());
        case Update.ListChange list -> value(list.value());
        case Update.Unset unset -> {
        }
      }
    }
  }

  private void filters(List<Filter> filters) throws SQLException {
    for (int i = 0; i < filters.size(); i++) {
      filter(filters.get(i));
    }
  }

  private void values(List<Object> values) throws SQLException {
    int padded = FilterShape.padded(values.size());
    for (int i = 0; i < padded; i++) {
      value(values.get(Math.min(i, values.size() - 1)));
    }
  }
}
