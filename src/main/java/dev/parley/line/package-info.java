/**
 * What one peer is told, from the first word until nobody can come back to it: lines outlive their sockets for a while.
 * Where a message goes is decided in {@code signalling}; what it does, in {@code live}.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.line;
