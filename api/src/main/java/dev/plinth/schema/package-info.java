/** Tables: how they are defined portably, and how they are described as they are. */
@NullMarked
package dev.plinth.schema;

import org.jspecify.annotations.NullMarked;
