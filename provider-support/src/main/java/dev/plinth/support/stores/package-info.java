/**
 * The platform stores, written once over the engine: role interfaces whose methods are carried out by
 * whoever implements {@link dev.plinth.support.stores.StoreHost}, a handle or a transaction.
 */
@NullMarked
package dev.plinth.support.stores;

import org.jspecify.annotations.NullMarked;
