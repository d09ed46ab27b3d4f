/** What the SQL providers share. */
@NullMarked
package dev.plinth.jdbc;

import org.jspecify.annotations.NullMarked;
