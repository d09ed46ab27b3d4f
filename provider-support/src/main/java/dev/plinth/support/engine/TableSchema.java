package dev.plinth.support.engine;

import dev.plinth.data.Columns;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.TableDescription;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table as the catalogue knows it. Engines may keep rendered statements by the identity of this
 * object: a table that changed gets another one.
 */
public final class TableSchema {
  private final TableDescription description;
  private final Columns columns;
  private final ColumnDescription[] byPosition;
  private volatile @Nullable Object attachment;
  private volatile @Nullable Object schedule;

  /** Wraps a description. */
  public TableSchema(TableDescription description) {
    this.description = Objects.requireNonNull(description, "description");
    this.columns = Columns.of(description.columns().stream().map(ColumnDescription::name).toList());
    this.byPosition = description.columns().toArray(ColumnDescription[]::new);
  }

  /** The name. */
  public String name() {
    return description.name();
  }

  /** All that is known. */
  public TableDescription description() {
    return description;
  }

  /** The columns in order; for a schemaless collection those that are declared. */
  public Columns columns() {
    return columns;
  }

  /** The column of a name; null where there is none. */
  public @Nullable ColumnDescription column(String name) {
    int position = columns.position(name);
    return position < 0 ? null : byPosition[position];
  }

  /** The columns of the primary key; empty for none. */
  public List<String> primaryKey() {
    return description.primaryKey();
  }

  /** What the engine attached, for example its rendered statements; null at first. */
  public @Nullable Object attachment() {
    return attachment;
  }

  /** Attaches what the engine keeps for this table. */
  public void attach(Object value) {
    attachment = value;
  }

  /** What the engine keeps in order to schedule calls on this table; null at first. */
  public @Nullable Object schedule() {
    return schedule;
  }

  /** Keeps what the engine needs to schedule calls on this table. */
  public void schedule(Object value) {
    schedule = value;
  }
}
