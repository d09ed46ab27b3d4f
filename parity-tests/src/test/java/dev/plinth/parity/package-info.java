/** Backends held against each other. */
@NullMarked
package dev.plinth.parity;

import org.jspecify.annotations.NullMarked;
