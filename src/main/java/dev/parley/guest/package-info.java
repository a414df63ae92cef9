/**
 * Guests: people without an account, whom an invitation lets into one room. The rest of Parley knows them as accounts that nobody can sign in to
 * and that see no other room.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.guest;
