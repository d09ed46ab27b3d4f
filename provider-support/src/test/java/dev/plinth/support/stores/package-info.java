/** Tests of the platform stores on an engine of a few lines. */
@NullMarked
package dev.plinth.support.stores;

import org.jspecify.annotations.NullMarked;
