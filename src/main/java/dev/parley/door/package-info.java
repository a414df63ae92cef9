/**
 * The door to every socket: it decides whether a request may become a socket, whatever the socket is used for. What the socket may do once it is
 * open belongs to the protocol that uses it.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.door;
