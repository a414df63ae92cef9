package dev.parley.member;

import dev.parley.problem.Problem;
import dev.parley.settings.Settings;
import dev.parley.settings.StartSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Whether invitations may let people in who have no account. */
@Singleton
public record GuestSettings(boolean welcome) implements StartSettings {
    @Inject
    public GuestSettings(Settings settings) {
        this(settings.flag("GUESTS"));
    }

    public void requireWelcome() {
        if (!welcome) {
            throw new Problem("guests_off", 403, "Guests are not allowed here. Please sign in, or create an account.");
        }
    }
}
