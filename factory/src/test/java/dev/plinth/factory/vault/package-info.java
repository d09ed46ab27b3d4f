@NullMarked
package dev.plinth.factory.vault;

import org.jspecify.annotations.NullMarked;
