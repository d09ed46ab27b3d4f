@NullMarked
package dev.plinth.jdbc.platform;

import org.jspecify.annotations.NullMarked;
