/** Values that travel through the data roles: rows, filters, updates, statements, table definitions. */
@NullMarked
package dev.plinth.data;

import org.jspecify.annotations.NullMarked;
