/** Opens a provider for a URL. */
@NullMarked
package dev.plinth.factory;

import org.jspecify.annotations.NullMarked;
