package dev.parley.room;

import dev.parley.live.Fact;
import dev.parley.protocol.Allowed;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import jakarta.nosql.Column;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A room as stored. `words` is what its name is found by. `people` and `liveSince` follow the live room with a short delay. `cover`
 * is the name of its picture. `changes` counts the changes, so that code which applies one can see whether there was a later one.
 */
@Entity("rooms")
public record Room(
        @Id RoomId id,
        @Column String name,
        @Column List<String> words,
        @Column @Nullable String description,
        @Column Boolean isPrivate,
        @Column Boolean stage,
        @Column Boolean locked,
        @Column Integer maxParticipants,
        @Column List<String> tags,
        @Column @Nullable String video,
        @Column @Nullable String screen,
        @Column @Nullable String colour,
        @Column @Nullable String cover,
        @Column UserId creator,
        @Column Instant createdAt,
        @Column Integer people,
        @Column @Nullable Instant liveSince,
        @Column Integer changes) {

    /** The fields to change. Null leaves a field as it is, and an empty description or colour removes it. */
    public record Change(@Nullable String name, @Nullable String description, @Nullable Boolean isPrivate, @Nullable Boolean stage,
            @Nullable Integer maxParticipants, @Nullable List<String> tags, @Nullable Allowed video, @Nullable Allowed screen, @Nullable String colour) {}

    public Allowed cameras() {
        return allowed(video);
    }

    public Allowed screens() {
        return allowed(screen);
    }

    private Allowed allowed(@Nullable String word) {
        return Allowed.of(word == null ? "" : word).orElse(Allowed.usual(stage));
    }

    public boolean isHost(UserId userId) {
        return creator.equals(userId);
    }

    /** Whether nobody has changed it since. */
    public boolean isAsIn(Room later) {
        return changes.equals(later.changes()) && locked.equals(later.locked()) && creator.equals(later.creator());
    }

    /** Adds what was decided in the live room and is not stored yet. */
    public Room after(Fact fact) {
        return switch (fact) {
            case Fact.Locked now -> with(now.locked(), creator);
            case Fact.HostChanged now -> with(locked, now.to());
            case Fact.RoleGiven _, Fact.Banned _, Fact.Unbanned _, Fact.Left _, Fact.OfChat _ -> this;
        };
    }

    private Room with(Boolean nowLocked, UserId nowHost) {
        return new Room(id, name, words, description, isPrivate, stage, nowLocked, maxParticipants, tags, video, screen, colour, cover, nowHost, createdAt, people, liveSince, changes);
    }

    /** Whether this is a hand-over by somebody who is not the host: it is stored already, or another one came first. */
    public boolean isPast(Fact fact) {
        return fact instanceof Fact.HostChanged change && !isHost(change.from());
    }

    /** What a name is found by: its words, both with and without the punctuation around them. */
    static List<String> words(String name) {
        String plain = folded(name);
        Set<String> words = new LinkedHashSet<>(Arrays.asList(plain.split("[^\\p{L}\\p{M}\\p{N}]+")));
        for (String word : plain.split("\\s+", -1)) {
            words.add(word);
            words.add(word.replaceFirst("^[^\\p{L}\\p{M}\\p{N}]+", ""));
        }
        words.remove("");
        return List.copyOf(words);
    }

    static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
