package dev.plinth.support.records;

import dev.plinth.support.engine.TableSchema;
import dev.plinth.support.engine.Work;
import org.jspecify.annotations.Nullable;

/**
 * Work on one record, which an engine may do together with others of its kind. Run by itself it does the same.
 */
public sealed interface RecordWork<T extends @Nullable Object> extends Work<T>
    permits PointRead, PointInsert, PointUpdate, PointDelete {
  /** The table. */
  TableSchema table();
}
