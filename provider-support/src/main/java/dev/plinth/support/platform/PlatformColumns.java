package dev.plinth.support.platform;

import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.PortableType;

/** The columns of the platform tables, named by how they differ from the portable type. */
final class PlatformColumns {
  private PlatformColumns() {}

  static ColumnDefinition text(String name, int maxLength) {
    return ColumnDefinition.of(name, PortableType.TEXT).withMaxLength(maxLength);
  }

  static ColumnDefinition requiredText(String name, int maxLength) {
    return text(name, maxLength).notNull();
  }
}
