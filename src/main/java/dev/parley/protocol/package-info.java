/**
 * The messages of the socket as records. Two sealed interfaces list them all. How messages are framed, who hears them and what they change does
 * not belong here.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.protocol;
