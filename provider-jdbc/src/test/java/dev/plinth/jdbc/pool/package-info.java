@NullMarked
package dev.plinth.jdbc.pool;

import org.jspecify.annotations.NullMarked;
