/**
 * Who is asking: the signing keys, the tokens, the sessions they belong to, and the check on every request. How people prove who they are when
 * they sign in belongs to {@code signin}.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.session;
