package dev.parley.notify;

/** Whoever asked for a message has handed it over; it is written or sent after that. */
public record MessageTaken(Messenger.Way channel) {}
