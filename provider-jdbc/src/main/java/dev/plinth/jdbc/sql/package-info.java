/** Native SQL: where its literals and parameters are, and what a statement does. */
@NullMarked
package dev.plinth.jdbc.sql;

import org.jspecify.annotations.NullMarked;
