/**
 * The live room: who sits in it, who may speak and who hears what. All of this is decided in plain Java, one act at a time. Sockets, the
 * database and clocks do not belong here.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.live;
