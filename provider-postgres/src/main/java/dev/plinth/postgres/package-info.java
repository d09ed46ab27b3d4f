/** The provider for PostgreSQL. */
@NullMarked
package dev.plinth.postgres;

import org.jspecify.annotations.NullMarked;
