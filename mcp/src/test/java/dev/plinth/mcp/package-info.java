@NullMarked
package dev.plinth.mcp;

import org.jspecify.annotations.NullMarked;
