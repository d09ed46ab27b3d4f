@NullMarked
package dev.plinth.jdbc.sql;

import org.jspecify.annotations.NullMarked;
