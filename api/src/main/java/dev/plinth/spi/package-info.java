/** What a backend implements to be found by URL. Applications do not need this package. */
@NullMarked
package dev.plinth.spi;

import org.jspecify.annotations.NullMarked;
