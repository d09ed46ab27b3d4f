/** The engine of backends that are servers: pooled connections, one platform thread each, and calls that travel together. */
@NullMarked
package dev.plinth.support.pooled;

import org.jspecify.annotations.NullMarked;
