package dev.parley.profile;

import dev.parley.picture.Shape;
import dev.parley.picture.Thumbnail;
import dev.parley.problem.Problem;
import dev.parley.settings.BadSetting;
import dev.parley.settings.Settings;
import dev.parley.settings.StartSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The picture of people who set none: a file that the operator chose. If it is empty, each person gets a drawing of their own. */
@Singleton
public record ProfileSettings(Optional<byte[]> defaultAvatar) implements StartSettings {

    @Inject
    public ProfileSettings(Settings settings) {
        this(settings.text("DEFAULT_AVATAR").map(_ -> picture(settings.path("DEFAULT_AVATAR"))));
    }

    /** Reads the picture and cleans it like an upload. */
    private static byte[] picture(Path file) {
        try {
            return Thumbnail.of(Files.readAllBytes(file), Shape.SQUARE);
        } catch (IOException | Problem bad) {
            throw new BadSetting("DEFAULT_AVATAR", "must be the path of a PNG, JPEG or GIF file of at most 2 MB");
        }
    }
}
