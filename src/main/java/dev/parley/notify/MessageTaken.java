package dev.parley.notify;

/** A message was handed over by its caller. It is written and sent later. */
public record MessageTaken(Messenger.Way channel) {}
