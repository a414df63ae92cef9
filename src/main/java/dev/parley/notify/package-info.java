/**
 * E-mail and text messages: how they leave, and the development outbox that keeps them while no sender is set.
 * What they say belongs to the feature that sends them.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.notify;
