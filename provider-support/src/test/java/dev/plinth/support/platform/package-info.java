/** Tests of the platform schema. */
@NullMarked
package dev.plinth.support.platform;

import org.jspecify.annotations.NullMarked;
