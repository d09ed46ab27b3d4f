/** Credentials in an encrypted file. */
@NullMarked
package dev.plinth.factory.vault;

import org.jspecify.annotations.NullMarked;
