/**
 * Engine.IO 4: one channel to one client over held HTTP requests or a WebSocket, and the move from the one to the other, with its
 * heartbeat and its limits. What is said over a channel, and who may say it, do not belong here.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.engineio;
