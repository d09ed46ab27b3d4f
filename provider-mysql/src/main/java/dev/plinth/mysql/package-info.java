/** The provider for MySQL, MariaDB and TiDB. */
@NullMarked
package dev.plinth.mysql;

import org.jspecify.annotations.NullMarked;
