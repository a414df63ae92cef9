/**
 * The socket, with plain frames and over Socket.IO: its connections, and how a message gets to its room. What peers are told is in {@code line};
 * what happens in a room does not belong here.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.signalling;
