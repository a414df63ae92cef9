package dev.parley.account;

/** A password was hashed, with so much work: what takes the most time of all that is done here. */
public record PasswordHashed(Argon2 effort) {}
