/**
 * The messages of the socket as records. Two sealed interfaces list them all. How messages are framed, who hears them and what they change does
 * not belong here.
 *
 * <p>There are more files than elsewhere, because each id and each value that travels is a type of its own, of a few lines.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.protocol;
