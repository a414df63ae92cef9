/**
 * Rooms whose people are on several nodes: each room has one owner, where its turns are taken, and everybody else's node passes on what they say and
 * what they are told. {@code cluster} knows nodes and messages; {@code live} knows rooms; this package brings the two together.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.spread;
