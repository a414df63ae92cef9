/**
 * What lets several nodes act as one: who is alive, who owns a live room, and the messages between nodes. Nothing here knows what a room is or
 * what a message says, and only this package speaks to Redis.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.cluster;
