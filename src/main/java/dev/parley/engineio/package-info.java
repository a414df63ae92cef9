/**
 * Engine.IO 4: one channel to one client over held HTTP requests or a WebSocket, the move from one to the other, the heartbeat and the limits.
 * What is said over a channel, and who may say it, does not belong here.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.engineio;
