/** The tools with which a model may touch a database: plain values, and an adapter for servers of the official SDK. */
@NullMarked
package dev.plinth.mcp;

import org.jspecify.annotations.NullMarked;
