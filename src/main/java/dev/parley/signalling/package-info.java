/**
 * The socket, as plain frames and over Socket.IO: connections, the lines that outlive them for a while, and the way from a message to the
 * room it is meant for. What happens in a room does not belong here.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.signalling;
