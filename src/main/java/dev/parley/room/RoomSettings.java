package dev.parley.room;

import dev.parley.settings.BadSetting;
import dev.parley.settings.Settings;
import dev.parley.settings.StartSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * How many people fit into a room.
 *
 * @param maxParticipants for rooms that set no number of their own
 * @param minParticipants the smallest number that a room can be made for
 * @param meshLimit how many people a room holds at most without a media server
 * @param meshMax with more people than this, a room moves to a media server
 * @param meshBack with no more people than this, it moves back
 * @param mediaServer whether there is one, so that a room can hold more than a mesh carries
 */
@Singleton
public record RoomSettings(int maxParticipants, int minParticipants, int meshLimit, int meshMax, int meshBack, boolean mediaServer) implements StartSettings {
    public static final int MOST = 1_000;

    @Inject
    public RoomSettings(Settings settings) {
        this(settings.number("MAX_PARTICIPANTS", 2, MOST), settings.number("MIN_PARTICIPANTS", 2, MOST), settings.number("MESH_LIMIT", 2, MOST),
                settings.number("MESH_MAX", 2, MOST), settings.number("MESH_BACK", 1, MOST), settings.text("JANUS_URLS").isPresent());
    }

    /** How many people a room can hold here. */
    public int most() {
        return mediaServer ? MOST : meshLimit;
    }

    @Override
    public void check() {
        if (minParticipants > maxParticipants) {
            throw new BadSetting("MIN_PARTICIPANTS", "must not be more than MAX_PARTICIPANTS");
        }
        if (meshBack >= meshMax) {
            throw new BadSetting("MESH_BACK", "must be less than MESH_MAX, or rooms would move to and fro");
        }
        if (maxParticipants > most()) {
            throw new BadSetting("MAX_PARTICIPANTS", "must not be more than MESH_LIMIT, which is " + meshLimit);
        }
    }
}
