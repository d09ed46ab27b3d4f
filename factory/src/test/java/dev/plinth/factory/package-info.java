@NullMarked
package dev.plinth.factory;

import org.jspecify.annotations.NullMarked;
