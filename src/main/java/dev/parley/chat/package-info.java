/** The chat of rooms, as stored. {@code lobby} decides who may read it; {@code live} passes it on to the people in the room. */
@org.jspecify.annotations.NullMarked
package dev.parley.chat;
