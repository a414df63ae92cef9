/**
 * Who is asking: the signing keys, the tokens, the sessions they belong to, and the check on every request. How people prove who they are when
 * they sign in belongs to {@code signin}.
 *
 * <p>There are more files than elsewhere because cookies, tokens and stored sessions are one subject, and the device and the asker are
 * its words.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.session;
