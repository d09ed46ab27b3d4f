/** Examples. */
@NullMarked
package dev.plinth.examples;

import org.jspecify.annotations.NullMarked;
