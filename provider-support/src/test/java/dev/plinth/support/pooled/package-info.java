/** Tests of the engine of servers, on a server of a few lines. */
@NullMarked
package dev.plinth.support.pooled;

import org.jspecify.annotations.NullMarked;
