/**
 * What people are to a stored room: members, roles, bans, and the invitations by which they become it.
 * Whether somebody may enter is decided in {@code lobby} from what is stored here.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.member;
