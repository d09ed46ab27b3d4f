/** Servers for tests, and a network that fails on demand. */
@NullMarked
package dev.plinth.testkit.servers;

import org.jspecify.annotations.NullMarked;
