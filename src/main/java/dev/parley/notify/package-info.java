/**
 * E-mail and text messages: how they are sent, and the development outbox that keeps them while no sender is set. Their content belongs to the
 * feature that sends them.
 *
 * <p>There are two files more than elsewhere, because each sender has settings of its own.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.notify;
