/** What every provider is built on: the engine a backend implements, and all that is written once over it. */
@NullMarked
package dev.plinth.support;

import org.jspecify.annotations.NullMarked;
