/**
 * Engine.IO 4: one channel to one client over held HTTP requests or a WebSocket, the move from one to the other, the heartbeat and the limits.
 * What is said over a channel, and who may say it, does not belong here.
 *
 * <p>There are more files than elsewhere because the protocol has many small parts that are of no use apart: a held poll, a post, a query,
 * a packet. {@code Channel} is a little longer than a file should be: its states and the move to a WebSocket are one subject.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.engineio;
