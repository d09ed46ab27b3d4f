package dev.plinth.mysql;

import dev.plinth.data.Filter.TextMatch;
import dev.plinth.jdbc.ValueCodec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A text as the pattern that finds it literally; {@code |} escapes, since a backslash means more than one thing. */
final class LikePattern implements ValueCodec {
  private final TextMatch match;

  LikePattern(TextMatch match) {
    this.match = match;
  }

  private String pattern(Object value) {
    String text = ((String) value).replace("|", "||").replace("%", "|%").replace("_", "|_");
    return switch (match) {
      case CONTAINS -> "%" + text + "%";
      case STARTS_WITH -> text + "%";
      case ENDS_WITH -> "%" + text;
    };
  }

  @Override
  public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
    statement.setString(index, pattern(value));
  }

  @Override
  public @Nullable Object read(ResultSet rows, int index) {
    throw new IllegalStateException("a pattern is only bound");
  }

  @Override
  public String literal(Object value) {
    return MysqlCodecs.TEXT.literal(pattern(value));
  }
}
