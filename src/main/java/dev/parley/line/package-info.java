/**
 * What one peer is told, from the first word until nobody can come back to it: lines outlive their sockets for a while. {@code signalling}
 * decides where a message goes; {@code live} decides what it does.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.line;
