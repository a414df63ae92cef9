/**
 * The standing of people in stored rooms: membership, roles and bans, and the invitations that lead to them. {@code lobby} decides from this who
 * may enter.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.member;
