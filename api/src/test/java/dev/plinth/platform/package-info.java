@NullMarked
package dev.plinth.platform;

import org.jspecify.annotations.NullMarked;
