/** The conformance suite that every provider must pass. */
@NullMarked
package dev.plinth.testkit;

import org.jspecify.annotations.NullMarked;
