package dev.parley.account;

import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What people see of their own account. Nobody else gets to see an address or a phone number. */
public record OwnUser(
        String id,
        @Schema(nullable = true) @Nullable String email,
        @Schema(nullable = true) @Nullable String phone,
        String username,
        @Schema(description = "Empty until one is set") String name,
        @Schema(nullable = true) @Nullable String bio,
        String avatar,
        @Schema(description = "Always true: an account is only made once its address is proven") boolean isVerified,
        @Schema(description = "Whether there is a password. Without one, a code is used to confirm") boolean hasPassword,
        @Schema(description = "Whether a name was set") boolean activated,
        @Schema(format = "date-time") String createdAt,
        int followers,
        int following) {

    static OwnUser of(Account account, String avatar) {
        return new OwnUser(account.id().value(), account.email(), account.phone(), account.handle(), Objects.requireNonNullElse(account.name(), ""), account.bio(),
                avatar, true, account.password() != null, account.activated(), account.createdAt().toString(), account.followers(), account.following());
    }
}
