/**
 * The messages of the socket as records: two sealed interfaces are its table of contents. How they are framed, who hears them and
 * what they change does not belong here.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.protocol;
