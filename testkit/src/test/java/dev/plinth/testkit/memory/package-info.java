/** A backend in a few maps, which shows that an engine need not look like JDBC, and wrong variants of it. */
@NullMarked
package dev.plinth.testkit.memory;

import org.jspecify.annotations.NullMarked;
