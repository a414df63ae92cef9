package dev.parley.account;

import dev.parley.code.Address;
import dev.parley.protocol.UserId;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody. There is an e-mail address or a phone number or both; the username is always there, made up until one is chosen.
 */
@Entity("accounts")
public record Account(
        @Id UserId id,
        @Column @Nullable String email,
        @Column @Nullable String phone,
        @Column @Nullable String password,
        @Column String username,
        @Column @Nullable String name,
        @Column @Nullable String bio,
        @Column @Nullable String avatar,
        @Column Boolean activated,
        @Column String language,
        @Column Instant createdAt,
        @Column Integer followers,
        @Column Integer following) {

    /** The e-mail address or the phone number, if there is one. */
    public Optional<Address> address(boolean mail) {
        return Optional.ofNullable(mail ? email : phone).map(stored -> new Address(stored, mail));
    }

    /** Where its owner gets a message: by mail where there is an address. */
    public Address reachedBy() {
        return address(true).or(() -> address(false)).orElseThrow();
    }
}
