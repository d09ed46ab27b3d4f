/** MongoDB: the same records, filters, errors and stores on collections of documents. */
@NullMarked
package dev.plinth.mongo;

import org.jspecify.annotations.NullMarked;
