/**
 * The room as lived: who sits in it, who may speak, who hears what, decided in plain Java and in one place at a time. Sockets, the
 * database and clocks do not belong here.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.live;
