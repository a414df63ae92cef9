/**
 * Socket.IO 5 over Engine.IO channels: namespaces, events, answers to them, and bytes between them. Which events there are and what they
 * mean does not belong here: that is said by whoever offers a {@link dev.parley.socketio.Namespace}.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.socketio;
