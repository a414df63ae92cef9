package dev.parley.words;

import dev.parley.problem.Problem;
import dev.parley.protocol.Description;
import dev.parley.protocol.Opaque;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a frame's `data`, each read as what it has to be: text, yes or no, a whole number, or anything that is passed on. */
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

    PeerId peer(String name) {
        return new PeerId(text(name));
    }

    Description signal(String name) {
        return new SignalText(opaque(name));
    }

    /** Of an object alone, without a frame around it. */
    public static Fields read(String json) {
        return Frame.fields(json).orElseThrow(() -> new Problem("bad_payload", 400, "What comes with an event is one object."));
    }

    /** What a client gave is not what the event takes; the words may be sent back. */
    static final class BadPayload extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        BadPayload(String message) {
            super(message);
        }
    }
}
