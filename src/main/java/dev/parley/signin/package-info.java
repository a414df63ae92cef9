/**
 * The ways into an account: e-mail address and password, and one-time codes. It also asks owners to confirm that it is them. What happens once
 * somebody is signed in belongs to {@code session}.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.signin;
