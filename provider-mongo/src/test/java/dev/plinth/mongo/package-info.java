/** Tests of what is MongoDB's own; what all backends have in common stands in the conformance suite. */
@NullMarked
package dev.plinth.mongo;

import org.jspecify.annotations.NullMarked;
