package dev.parley.profile;

import dev.parley.protocol.UserId;

/** Somebody follows somebody else, and did not before. */
public record Followed(UserId follower, UserId followed) {}
