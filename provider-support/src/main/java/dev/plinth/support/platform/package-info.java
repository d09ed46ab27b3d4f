/** The platform tables, defined once for every backend. */
@NullMarked
package dev.plinth.support.platform;

import org.jspecify.annotations.NullMarked;
