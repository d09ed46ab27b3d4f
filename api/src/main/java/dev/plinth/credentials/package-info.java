/** What connections are made with, and where it is looked up. */
@NullMarked
package dev.plinth.credentials;

import org.jspecify.annotations.NullMarked;
