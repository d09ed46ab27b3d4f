@NullMarked
package dev.plinth.credentials;

import org.jspecify.annotations.NullMarked;
