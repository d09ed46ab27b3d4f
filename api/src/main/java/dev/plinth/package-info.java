/** The database trait, its roles, and what every call has in common: options, errors, capabilities, access. */
@NullMarked
package dev.plinth;

import org.jspecify.annotations.NullMarked;
