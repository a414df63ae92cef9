/**
 * Who is asking: the signing keys, the tokens, the sessions that they belong to, and the check of them on every request.
 * How somebody proves who they are at sign-in is the business of {@code account}.
 *
 * <p>There are more files than elsewhere because cookies, tokens and stored sessions are one subject, and the device and the asker are
 * its words.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.session;
