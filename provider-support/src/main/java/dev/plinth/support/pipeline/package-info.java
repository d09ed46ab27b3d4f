/** What every call passes on its way to the engine: access, deadline, retry, circuit breaker, listeners. */
@NullMarked
package dev.plinth.support.pipeline;

import org.jspecify.annotations.NullMarked;
