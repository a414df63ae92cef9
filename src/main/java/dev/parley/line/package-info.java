/**
 * Everything that one peer is told, from its first message until it can no longer come back. Lines outlive their sockets for a while.
 * {@code signalling} decides where a message goes; {@code live} decides what it does.
 *
 * <p>{@code Lines} is a little longer than a file should be: lines of this node, and those that come from others or go there, are one register.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.line;
