/**
 * Accounts, their addresses and every way into them: e-mail and password, one-time codes.
 * What happens once somebody is in belongs to {@code session}; what others see of them to {@code profile}; codes themselves to {@code code}.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.account;
