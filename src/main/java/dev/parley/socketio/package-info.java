/**
 * Socket.IO 5 over Engine.IO channels: namespaces, events, their answers, and binary data. Which events there are and what they mean is up to
 * each {@link dev.parley.socketio.Namespace}.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.socketio;
