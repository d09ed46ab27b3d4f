/** Makes a database provider of an engine. */
@NullMarked
package dev.plinth.support.provider;

import org.jspecify.annotations.NullMarked;
