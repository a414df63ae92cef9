/**
 * The room as stored: what it is called, who belongs to it, who may enter, what was said in it; and its REST paths. What happens in a
 * room while people are in it is decided in {@code live}, and sockets do not belong here.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.room;
