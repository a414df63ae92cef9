/**
 * The ways into an account: e-mail and password, one-time codes; and what asks its owner to show again that they are the owner.
 * What happens once somebody is in belongs to {@code session}.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.signin;
