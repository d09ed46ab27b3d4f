package dev.plinth.support.engine;

import dev.plinth.data.Columns;
import dev.plinth.data.Row;
import java.util.List;

/**
 * Rows read within limits.
 *
 * @param columns of the rows, also where there is none
 * @param rows at most as many as the limits allow
 * @param truncated whether at least one more row existed
 */
public record Found(Columns columns, List<Row> rows, boolean truncated) {}
