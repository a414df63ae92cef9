package dev.parley.account;

/** A password was hashed, with this much work. Nothing else that Parley does takes as much time. */
public record PasswordHashed(Argon2 effort) {}
