/** Records over an engine: the catalogue, the checks before anything is sent, cursors. */
@NullMarked
package dev.plinth.support.records;

import org.jspecify.annotations.NullMarked;
