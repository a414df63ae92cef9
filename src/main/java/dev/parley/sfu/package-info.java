/**
 * The media server's control: it carries out what the owner of a room has decided, and says what became of it. Nothing is decided here about
 * who may speak or show what, and sounds and pictures themselves never pass through here.
 *
 * <p>There are more files than elsewhere because a room on media servers has many lives that end apart: the connection to a server and its requests
 * ({@code Server}, {@code Link}, {@code Words}), the room on one server and on several ({@code Stay}, {@code Home}, {@code Branch}, {@code Branches},
 * {@code Relay}), and what each person sends, hears and sees ({@code Legs}, {@code Speaking}, {@code Sending}, {@code Hearing}, {@code Watching}). {@code Server} and
 * {@code Stay} are a little longer than a file should be: each of them is one state and everything that may change it.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.sfu;
