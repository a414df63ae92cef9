/**
 * Accounts, how they are stored, their passwords, and registrations whose address is not proven yet.
 * The ways into an account are in {@code signin}; what others see of the owner is in {@code profile}; codes are in {@code code}.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.account;
