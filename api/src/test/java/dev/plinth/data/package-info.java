@NullMarked
package dev.plinth.data;

import org.jspecify.annotations.NullMarked;
