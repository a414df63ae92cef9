/**
 * Accounts, how they are stored, their passwords, and those who signed up and have not proven an address yet.
 * The ways into an account are in {@code signin}; what others see of its owner is in {@code profile}; codes are in {@code code}.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.account;
