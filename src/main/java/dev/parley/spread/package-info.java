/**
 * Rooms whose people are on several nodes: each room has one owner, where its turns are taken, and everybody else's node passes on what they say and
 * what they are told. {@code cluster} knows nodes and messages; {@code live} knows rooms; this package brings the two together.
 *
 * <p>{@code Life} is longer than a file should be: finding the owner, forwarding to it and taking turns for others share what is known of owners.
 * There are more files than elsewhere, because each way in which a room or a line changes its node is a file of its own.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.spread;
