package dev.parley.account;

import dev.parley.protocol.UserId;

/** Somebody is erasing their account. Every feature that stores something about them deletes it now, before the account itself is deleted. */
public record AccountErased(UserId id) {}
