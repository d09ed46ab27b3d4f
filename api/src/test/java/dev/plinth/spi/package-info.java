@NullMarked
package dev.plinth.spi;

import org.jspecify.annotations.NullMarked;
