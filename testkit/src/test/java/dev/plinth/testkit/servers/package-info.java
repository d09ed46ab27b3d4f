@NullMarked
package dev.plinth.testkit.servers;

import org.jspecify.annotations.NullMarked;
