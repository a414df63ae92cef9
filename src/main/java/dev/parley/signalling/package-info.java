/**
 * The socket, as plain frames and over Socket.IO: connections, and the way from a message to the room it is meant for.
 * What peers are told goes over {@code line}; what happens in a room does not belong here.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.signalling;
