package dev.parley.protocol;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A room as others see it. `name` and `topic` are the same; `roomType` says the same as `isPrivate`, in the words of older clients. */
public record RoomView(String id, String name, String topic, @Schema(nullable = true) @Nullable String description, boolean isPrivate,
        @Schema(enumeration = {"public", "private"}) String roomType, boolean stage, boolean locked, int maxParticipants, int currentParticipants,
        Person creator, List<String> tags, @Schema(enumeration = {"off", "speakers", "everyone"}) String video,
        @Schema(enumeration = {"hosts", "speakers", "everyone"}) String screen, Instant createdAt, @Schema(nullable = true) @Nullable Instant liveSince,
        @Schema(nullable = true, description = "Left out if nothing is planned") @Nullable ScheduleView schedule,
        @Schema(nullable = true, description = "Left out if nothing is planned") @Nullable AttendanceView attendance,
        @Schema(nullable = true, description = "Left out if the room has neither a colour nor a picture") @Nullable ThemeView theme) {

    /** A node of an earlier version says nothing about cameras and screens. */
    public RoomView {
        video = orUsual(video, stage);
        screen = orUsual(screen, stage);
    }

    private static String orUsual(@Nullable String word, boolean stage) {
        return word == null ? Allowed.usual(stage).word() : word;
    }

    /** The same room with this number of people in it. */
    public RoomView with(int people, @Nullable Instant since) {
        return new RoomView(id, name, topic, description, isPrivate, roomType, stage, locked, maxParticipants, people, creator, tags, video, screen, createdAt, since,
                schedule, attendance, theme);
    }

    public RoomView hostedBy(Person host) {
        return new RoomView(id, name, topic, description, isPrivate, roomType, stage, locked, maxParticipants, currentParticipants, host, tags, video, screen, createdAt,
                liveSince, schedule, attendance, theme);
    }

    /** Whether somebody in this role may show this. */
    public boolean allows(Source source, Role role) {
        return switch (source) {
            case MICROPHONE -> role.speaks();
            case CAMERA -> Allowed.of(video).orElseThrow().allows(role);
            case SCREEN, SCREEN_AUDIO -> Allowed.of(screen).orElseThrow().allows(role);
        };
    }

    public RoomView locked(boolean nowLocked) {
        return new RoomView(id, name, topic, description, isPrivate, roomType, stage, nowLocked, maxParticipants, currentParticipants, creator, tags, video, screen,
                createdAt, liveSince, schedule, attendance, theme);
    }

    public RoomView planned(@Nullable ScheduleView when, @Nullable AttendanceView people) {
        return new RoomView(id, name, topic, description, isPrivate, roomType, stage, locked, maxParticipants, currentParticipants, creator, tags, video, screen,
                createdAt, liveSince, when, people, theme);
    }
}
