package dev.parley.live;

import dev.parley.protocol.ServerMessage;

/** What one peer hears. */
public record Delivery(String peer, ServerMessage message) {}
