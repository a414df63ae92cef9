/**
 * The words of the socket: which event means which message, and how its data is read and written as JSON. How frames and packets are sent, and
 * what messages do, does not belong here.
 *
 * <p>{@code ServerWords} is a little longer than a file should be: it is one list of all messages.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.words;
