package dev.plinth.schema;

import org.jspecify.annotations.Nullable;

/**
 * A column as it is.
 *
 * @param name its name
 * @param type its portable type; null where the backend's type has none
 * @param nativeType the backend's name of its type
 * @param nullable whether it may be null
 * @param generated whether the backend generates its value
 * @param defaultExpression the backend's text of its default; null for none
 * @param collation how its text is compared, by the backend's name; null where it has none
 */
public record ColumnDescription(String name, @Nullable PortableType type, String nativeType,
    boolean nullable,
    boolean generated, @Nullable String defaultExpression, @Nullable String collation) {}
