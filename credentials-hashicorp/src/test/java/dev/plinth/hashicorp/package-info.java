@NullMarked
package dev.plinth.hashicorp;

import org.jspecify.annotations.NullMarked;
