/** Tests of what is SQLite's own; what all backends have in common stands in the conformance suite. */
@NullMarked
package dev.plinth.sqlite;

import org.jspecify.annotations.NullMarked;
