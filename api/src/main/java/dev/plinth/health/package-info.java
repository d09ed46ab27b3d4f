/** How a provider and its server are. */
@NullMarked
package dev.plinth.health;

import org.jspecify.annotations.NullMarked;
