/** What an MCP server keeps about its users: stores and their values. */
@NullMarked
package dev.plinth.platform;

import org.jspecify.annotations.NullMarked;
