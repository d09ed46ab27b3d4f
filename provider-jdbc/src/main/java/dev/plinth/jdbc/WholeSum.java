package dev.plinth.jdbc;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** See {@link Codecs#WHOLE_SUM}. */
final class WholeSum implements ValueCodec {
  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

  @Override
  public void bind(PreparedStatement statement, int index, Object value) {
    throw new IllegalStateException("a sum is only read");
  }

  @Override
  public @Nullable Object read(ResultSet rows, int index) throws SQLException {
    BigDecimal sum = rows.getBigDecimal(index);
    if (sum == null) {
      return null;
    }
    return sum.compareTo(LEAST) >= 0 && sum.compareTo(GREATEST) <= 0
        ? (Object) sum.longValueExact()
        : sum;
  }

  @Override
  public String literal(Object value) {
    throw new IllegalStateException("a sum is only read");
  }
}
