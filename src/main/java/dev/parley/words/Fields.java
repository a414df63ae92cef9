package dev.parley.words;

import dev.parley.problem.Problem;
import dev.parley.protocol.Description;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Opaque;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Picture;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.Source;
import dev.parley.protocol.Track;
import dev.parley.protocol.UserId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a frame's `data`. Each is read as the type that it must have: text, true or false, a whole number, or any JSON that is passed
 * on.
 */
public record Fields(Map<String, @Nullable Object> values) {

    String text(String name) {
        String text = optionalText(name);
        if (text == null) {
            throw new BadPayload(name + " is missing");
        }
        return text;
    }

    @Nullable String optionalText(String name) {
        return switch (values.get(name)) {
            case null -> null;
            case String text -> text;
            default -> throw new BadPayload(name + " must be text");
        };
    }

    boolean flag(String name) {
        return switch (values.get(name)) {
            case Boolean flag -> flag;
            case null, default -> throw new BadPayload(name + " must be true or false");
        };
    }

    boolean flag(String name, boolean otherwise) {
        return values.get(name) == null ? otherwise : flag(name);
    }

    @Nullable Long optionalNumber(String name) {
        return switch (values.get(name)) {
            case null -> null;
            case Long number -> number;
            default -> throw new BadPayload(name + " must be a whole number");
        };
    }

    long number(String name) {
        Long number = optionalNumber(name);
        if (number == null) {
            throw new BadPayload(name + " is missing");
        }
        return number;
    }

    /** An object or null, as it came. */
    Opaque opaque(String name) {
        return switch (values.get(name)) {
            case Opaque opaque -> opaque;
            case null -> {
                if (!values.containsKey(name)) {
                    throw new BadPayload(name + " is missing");
                }
                yield Opaque.NULL;
            }
            default -> throw new BadPayload(name + " must be an object");
        };
    }

    RoomId room(String name) {
        return new RoomId(text(name));
    }

    @Nullable RoomId optionalRoom(String name) {
        String id = optionalText(name);
        return id == null ? null : new RoomId(id);
    }

    UserId user(String name) {
        return new UserId(text(name));
    }

    @Nullable UserId optionalUser(String name) {
        String id = optionalText(name);
        return id == null ? null : new UserId(id);
    }

    MessageId message(String name) {
        return new MessageId(text(name));
    }

    @Nullable MessageId optionalMessage(String name) {
        String id = optionalText(name);
        return id == null ? null : new MessageId(id);
    }

    PeerId peer(String name) {
        return new PeerId(text(name));
    }

    Description signal(String name) {
        return new SignalText(opaque(name));
    }

    /** The text of a session description. */
    String sdp(String name) {
        return Frame.fields(opaque(name).json()).map(description -> description.text("sdp")).orElseThrow(() -> new BadPayload(name + " must be an object"));
    }

    Source source(String name) {
        return Source.of(text(name)).orElseThrow(() -> new BadPayload(name + " must be microphone, camera, screen or screen-audio"));
    }

    List<Track> tracks(String name) {
        return Frame.objects(opaque(name).json()).orElseThrow(() -> new BadPayload(name + " must be a list of objects")).stream()
                .map(track -> new Track(track.text("mid"), null, track.source("source"))).toList();
    }

    List<Picture> pictures(String name) {
        return Frame.objects(opaque(name).json()).orElseThrow(() -> new BadPayload(name + " must be a list of objects")).stream()
                .map(picture -> new Picture(picture.user("userId"), picture.source("source"), picture.size("size"))).toList();
    }

    private Picture.Size size(String name) {
        return Picture.Size.of(text(name)).orElseThrow(() -> new BadPayload(name + " must be small, medium or large"));
    }

    /** Reads the members of an object that has no frame around it. */
    public static Fields read(String json) {
        return Frame.fields(json).orElseThrow(() -> new Problem("bad_payload", 400, "The data of an event must be one object."));
    }

    /** The data does not fit the event. The message may be sent back. */
    static final class BadPayload extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        BadPayload(String message) {
            super(message);
        }
    }
}
