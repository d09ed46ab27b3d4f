/** What a backend implements, and how calls reach it. */
@NullMarked
package dev.plinth.support.engine;

import org.jspecify.annotations.NullMarked;
