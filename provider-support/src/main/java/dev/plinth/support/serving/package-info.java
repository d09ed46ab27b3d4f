/** How the threads of an engine serve calls, and the leases of transactions and streams. */
@NullMarked
package dev.plinth.support.serving;

import org.jspecify.annotations.NullMarked;
