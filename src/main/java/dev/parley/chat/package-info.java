/**
 * What was said in a room, as stored. Who may read it is decided in {@code lobby}; how it is told to those who are there, in {@code live}.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.chat;
