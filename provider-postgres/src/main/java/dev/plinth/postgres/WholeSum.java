package dev.plinth.postgres;

import dev.plinth.jdbc.ValueCodec;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A sum of whole numbers, which PostgreSQL computes as a decimal: a Long where it fits. */
final class WholeSum implements ValueCodec {
  static final ValueCodec CODEC = new WholeSum();

  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private WholeSum() {}

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
