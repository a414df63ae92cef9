package dev.parley.room;

import dev.parley.problem.Problem;
import dev.parley.problem.Problem.FieldError;
import dev.parley.protocol.Allowed;
import dev.parley.protocol.PlainText;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The settings of a new or changed room. Two of the fields have two names each, which must not contradict each other. */
public record RoomRequest(
        @Nullable @Schema(examples = "Tech Talk", description = "1 to 100 characters. Required for a new room, here or as `topic`") String name,
        @Nullable @Schema(description = "The same as `name`") String topic,
        @Nullable @Schema(description = "At most 500 characters. Empty for none") String description,
        @Nullable @JsonbTypeDeserializer(TrueOrFalse.class) Boolean isPrivate,
        @Nullable @Schema(description = "The same as `isPrivate`, in words: public, open, social; private, closed, group") String roomType,
        @Nullable @Schema(description = "Whether newcomers only listen until they are invited to speak") @JsonbTypeDeserializer(TrueOrFalse.class) Boolean stage,
        @Nullable @Schema(description = "2 to 1000, and without a media server at most MESH_LIMIT") @JsonbTypeDeserializer(WholeNumber.class) Integer maxParticipants,
        @Nullable @Schema(description = "At most 5. Each has letters, digits and hyphens") List<String> tags,
        @Nullable @Schema(enumeration = {"off", "speakers", "everyone"}, description = "Who may turn on a camera. Unless given: everyone, and on a stage speakers") String video,
        @Nullable @Schema(enumeration = {"hosts", "speakers", "everyone"}, description = "Who may share a screen. Unless given: everyone, and on a stage speakers") String screen,
        @Nullable @Schema(examples = "2027-03-01T15:00", description = "When the room meets for the first time, with an offset or in `timeZone`. Empty for a room without times") String startsAt,
        @Nullable @Schema(description = "How long a meeting lasts, from 5 to 1440 minutes. Unless given: 60") @JsonbTypeDeserializer(WholeNumber.class) Integer duration,
        @Nullable @Schema(examples = "Europe/Berlin") String timeZone,
        @Nullable @Schema(examples = "FREQ=WEEKLY;BYDAY=MO", description = "A daily, weekly or monthly RRULE of iCalendar. Empty for a single meeting") String repeats,
        @Nullable @Schema(description = "Calls the meetings off, or revives them") @JsonbTypeDeserializer(TrueOrFalse.class) Boolean cancelled,
        @Nullable ThemeRequest theme) {

    /** How the room looks. Its picture comes in a request of its own. */
    public record ThemeRequest(@Nullable @Schema(examples = "#0f766e", description = "As `#rrggbb`. Empty for none") String colour) {}

    private static final int NAME = 100;
    private static final int DESCRIPTION = 500;
    private static final int TAGS = 5;

    /** For a new room, which needs a name. */
    public Room.Change checkedForNew(Capacity capacity) {
        return checked(capacity, true);
    }

    public Room.Change checked(Capacity capacity) {
        return checked(capacity, false);
    }

    private Room.Change checked(Capacity capacity, boolean isNew) {
        List<FieldError> errors = new ArrayList<>();
        String calledSo = name(errors, isNew);
        String about = description == null ? null : description.strip();
        if (about != null && (PlainText.length(about) > DESCRIPTION || !PlainText.isInLines(about))) {
            errors.add(new FieldError("description", "Please use at most 500 characters."));
        }
        Boolean hidden = hidden(errors);
        if (maxParticipants != null && (maxParticipants < capacity.fewest() || maxParticipants > RoomSettings.MOST)) {
            errors.add(new FieldError("maxParticipants", "Please use a number from " + capacity.fewest() + " to " + capacity.most() + "."));
        } else if (maxParticipants != null && capacity.of(maxParticipants) < maxParticipants) {
            errors.add(new FieldError("maxParticipants", "Please use at most " + capacity.most() + ". A room for more people needs a media server, and there is none."));
        }
        List<String> labels = labels(errors);
        Allowed cameras = allowed(video, "video", Allowed.HOSTS, errors);
        Allowed screens = allowed(screen, "screen", Allowed.OFF, errors);
        String colour = colour(errors);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return new Room.Change(calledSo, about, hidden, stage, maxParticipants, labels, cameras, screens, colour);
    }

    private @Nullable String name(List<FieldError> errors, boolean needed) {
        if (name != null && topic != null && !name.strip().equals(topic.strip())) {
            errors.add(new FieldError("topic", "Please give a name or a topic. If you give both, they have to be the same."));
        }
        String field = name == null && topic != null ? "topic" : "name";
        String given = name == null ? topic : name;
        String stripped = given == null ? null : given.strip();
        if (stripped == null ? needed : stripped.isEmpty() || PlainText.length(stripped) > NAME || !PlainText.is(stripped)) {
            errors.add(new FieldError(field, "Please use 1 to 100 characters."));
        }
        return stripped;
    }

    private @Nullable Boolean hidden(List<FieldError> errors) {
        if (roomType == null) {
            return isPrivate;
        }
        Boolean byType = switch (roomType.strip().toLowerCase(Locale.ROOT)) {
            case "public", "open", "social" -> false;
            case "private", "closed", "group" -> true;
            default -> null;
        };
        if (byType == null) {
            errors.add(new FieldError("roomType", "Please use public or private."));
        } else if (isPrivate != null && !isPrivate.equals(byType)) {
            errors.add(new FieldError("roomType", "This contradicts isPrivate."));
        }
        return byType;
    }

    private static @Nullable Allowed allowed(@Nullable String word, String field, Allowed never, List<FieldError> errors) {
        Allowed allowed = word == null ? null : Allowed.of(word.strip()).orElse(never);
        if (allowed == never) {
            errors.add(new FieldError(field, "Please use " + (never == Allowed.HOSTS ? "off" : "hosts") + ", speakers or everyone."));
        }
        return allowed;
    }

    private @Nullable String colour(List<FieldError> errors) {
        String given = theme == null || theme.colour() == null ? null : theme.colour().strip().toLowerCase(Locale.ROOT);
        if (given != null && !given.isEmpty() && !given.matches("#[0-9a-f]{6}")) {
            errors.add(new FieldError("theme.colour", "Please use a colour such as #0f766e."));
        }
        return given;
    }

    private @Nullable List<String> labels(List<FieldError> errors) {
        if (tags == null) {
            return null;
        }
        Set<String> labels = new LinkedHashSet<>();
        boolean fine = tags.size() <= TAGS && tags.stream().allMatch(Objects::nonNull);
        if (fine) {
            tags.forEach(tag -> labels.add(label(tag)));
        }
        if (!fine || !labels.stream().allMatch(label -> label.matches("[\\p{L}\\p{M}\\p{N}-]{1,24}"))) {
            errors.add(new FieldError("tags", "Please use at most 5 tags of 1 to 24 letters, digits and hyphens."));
        }
        return List.copyOf(labels);
    }

    public static String label(String tag) {
        return Room.folded(tag.strip());
    }
}
