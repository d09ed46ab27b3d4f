/** The platform schema in a SQL database: which versions it has, and the way to the newest. */
@NullMarked
package dev.plinth.jdbc.platform;

import org.jspecify.annotations.NullMarked;
