package dev.parley.cluster;

/** Who owns a live room. With each change of owner the epoch grows, so that whatever an earlier owner still sends is told apart. */
public record Owner(String node, long epoch) {}
