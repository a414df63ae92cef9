/**
 * What people see of a room from outside, who may enter it, its REST paths, and how the decisions of a live room are stored. What happens inside
 * is decided in {@code live}; sockets do not belong here.
 *
 * <p>There are more files than in most packages, because each group of REST paths has one of its own. {@code Ledger} is longer than a file should
 * be: its queue, its one writer and the order that they keep are only understood together.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.lobby;
