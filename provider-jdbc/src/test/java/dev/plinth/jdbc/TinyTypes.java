package dev.plinth.jdbc;

import dev.plinth.data.Json;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Portable types as SQLite takes them, without what makes decimals and JSON compare by value. */
final class TinyTypes implements TypeMapping {
  @Override
  public String columnType(ColumnDefinition column) {
    return switch (column.type()) {
      case LONG, BOOLEAN -> "INTEGER";
      case DOUBLE -> "REAL";
      case BYTES -> "BLOB";
      default -> "TEXT";
    };
  }

  @Override
  public ValueCodec codec(PortableType type) {
    return switch (type) {
      case LONG, BOOLEAN -> Codecs.LONG;
      case DOUBLE -> Codecs.DOUBLE;
      case BYTES -> Codecs.BYTES;
      case UUID -> Codecs.asText(UUID.class, UUID::toString, UUID::fromString);
      case INSTANT -> Codecs.asText(Instant.class, Instant::toString, Instant::parse);
      case DATE -> Codecs.asText(LocalDate.class, LocalDate::toString, LocalDate::parse);
      case DECIMAL -> Codecs.asText(BigDecimal.class, BigDecimal::toPlainString, BigDecimal::new);
      case JSON -> Codecs.asText(Json.class, Json::text, Json::trusted);
      case TEXT, TEXT_LIST -> Codecs.TEXT;
    };
  }

  @Override
  public ValueCodec codec(ColumnDescription column) {
    return codec(Objects.requireNonNull(column.type()));
  }

  @Override
  public ValueCodec resultCodec(ResultSetMetaData columns, int index) throws SQLException {
    return columns.getColumnTypeName(index).equals("INTEGER") ? Codecs.LONG : Codecs.TEXT;
  }

  @Override
  public void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    statement.setObject(index, value);
  }
}
