/** Connections kept open and shared, by HikariCP. */
@NullMarked
package dev.plinth.jdbc.pool;

import org.jspecify.annotations.NullMarked;
