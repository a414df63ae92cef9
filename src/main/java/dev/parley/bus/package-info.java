/**
 * Messages between nodes, over Redis. Nothing here knows what a message says, who is alive or who owns what, and only this package speaks to Redis.
 *
 * <p>{@code Bus} is longer than a file should be, because asking and answering share what is known of a node.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.bus;
