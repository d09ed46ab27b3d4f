@NullMarked
package dev.plinth.jdbc;

import org.jspecify.annotations.NullMarked;
