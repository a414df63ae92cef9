/**
 * The media server's control: it carries out what the owner of a room has decided, and says what became of it. Nothing is decided here about
 * who may speak, and sound itself never passes through here.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.sfu;
