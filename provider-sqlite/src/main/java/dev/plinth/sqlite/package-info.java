/** The provider for SQLite. */
@NullMarked
package dev.plinth.sqlite;

import org.jspecify.annotations.NullMarked;
