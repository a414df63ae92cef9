package dev.parley.account;

import dev.parley.code.Address;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person's account. It has an e-mail address, a phone number or both, and a username, which is made up until the owner chooses one. A guest has
 * none of these, but a name and the one room that they were invited to.
 */
@Entity("accounts")
public record Account(
        @Id UserId id,
        @Column @Nullable String email,
        @Column @Nullable String phone,
        @Column @Nullable String password,
        @Column @Nullable String username,
        @Column @Nullable String name,
        @Column @Nullable String bio,
        @Column @Nullable String avatar,
        @Column Boolean activated,
        @Column String language,
        @Column Instant createdAt,
        @Column Integer followers,
        @Column Integer following,
        @Column @Nullable RoomId guestOf) {

    /** The username, which everybody has but guests. */
    public String handle() {
        return Objects.requireNonNull(username);
    }

    public boolean isGuest() {
        return guestOf != null;
    }

    /** Whether this is a guest, and not of this room. */
    public boolean isGuestElsewhere(RoomId roomId) {
        return guestOf != null && !guestOf.equals(roomId);
    }

    /** The e-mail address or the phone number, if there is one. */
    public Optional<Address> address(boolean mail) {
        return Optional.ofNullable(mail ? email : phone).map(stored -> new Address(stored, mail));
    }

    /** Where its owner gets messages: by e-mail if there is an e-mail address. */
    public Address reachedBy() {
        return address(true).or(() -> address(false)).orElseThrow();
    }
}
