/** Connections to SQL servers, for the pooled engine. */
@NullMarked
package dev.plinth.jdbc.server;

import org.jspecify.annotations.NullMarked;
