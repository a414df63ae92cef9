/**
 * The door to every socket: whether a request may become one, whatever is spoken over it afterwards.
 * What it may do once it is open belongs to whoever speaks over it.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.door;
