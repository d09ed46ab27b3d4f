/** Streams of rows with back pressure over leased sessions. */
@NullMarked
package dev.plinth.support.streams;

import org.jspecify.annotations.NullMarked;
