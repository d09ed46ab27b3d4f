/** Cryptography of the platform stores: encrypted tokens, API keys, passwords, identifiers. */
@NullMarked
package dev.plinth.support.crypto;

import org.jspecify.annotations.NullMarked;
