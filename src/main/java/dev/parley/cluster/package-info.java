/**
 * What lets several nodes act as one: who is alive, who owns a live room, and the messages between nodes. Nothing here knows what a room is or
 * what a message says, and only this package speaks to Redis.
 *
 * <p>{@code Bus} is longer than a file should be, because sending and receiving keep the same numbers of a node under the same lock.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.cluster;
