/**
 * Accounts and every way into them: e-mail and password, one-time codes, and the limits on trying.
 * What happens once somebody is in belongs to {@code session}; what others see of them to {@code profile}.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.account;
