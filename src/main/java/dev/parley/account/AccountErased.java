package dev.parley.account;

import dev.parley.protocol.UserId;

/** Somebody left for good: whoever keeps something about them has to let it go, before the account itself goes. */
public record AccountErased(UserId id) {}
