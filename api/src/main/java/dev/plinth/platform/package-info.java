/**
 * What an MCP server keeps about its users: stores and their values.
 *
 * <p>The same holds for every store:
 * <ul>
 *   <li>The store makes ids and stamps the moments of creation and change.
 *   <li>Instants are cut to milliseconds, on every backend, and lie in the years 1970 to 9999.
 *   <li>Texts hold neither U+0000 nor half a surrogate pair. Texts compare by code point, emails as
 *       {@link dev.plinth.platform.EmailAddress} says.
 *   <li>A value refuses what is out of range in its constructor, with {@code INVALID_ARGUMENT}; a store
 *       completes its future with the same code where a bare argument is out of range.
 *   <li>An update completes with the record as it is afterwards and fails with {@code NOT_FOUND}
 *       where there is none. A delete or a record of something seen says whether there was one.
 *   <li>Pages are ordered by the moment of creation and then by id, unless said otherwise, so that
 *       what is added while somebody pages comes last. A cursor belongs to its listing and filter and
 *       is refused elsewhere with {@code INVALID_ARGUMENT}.
 *   <li>Every call is one unit: it is applied as a whole or not at all.
 * </ul>
 */
@NullMarked
package dev.plinth.platform;

import org.jspecify.annotations.NullMarked;
