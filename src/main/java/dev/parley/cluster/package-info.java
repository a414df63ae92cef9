/**
 * What lets several nodes act as one: who is alive, who owns a live room, and the news that all have to hear. Nothing here knows what a room is.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.cluster;
