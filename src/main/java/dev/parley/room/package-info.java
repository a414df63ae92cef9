/**
 * The room as stored: what it is called, how many may come, who made it, what was decided about it and how often. What happens in a room while
 * people are in it is decided in {@code live}; who may see or enter it, and its REST paths, are in {@code lobby}.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.room;
