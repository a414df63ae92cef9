package dev.parley.room;

import dev.parley.live.Fact;
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
 * A room as stored. `words` is what its name is found by; `people` follows the live room at a short distance and is for sorting only; `changes` counts what was
 * changed, so that code which applies a change can see that there was a later one.
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
        @Column UserId creator,
        @Column Instant createdAt,
        @Column Integer people,
        @Column Integer changes) {

    /** What is to be different; null leaves it as it is, and an empty description takes it away. */
    public record Change(@Nullable String name, @Nullable String description, @Nullable Boolean isPrivate, @Nullable Boolean stage,
            @Nullable Integer maxParticipants, @Nullable List<String> tags) {}

    public boolean isHost(UserId userId) {
        return creator.equals(userId);
    }

    /** Whether nobody has changed it since. */
    public boolean isAsIn(Room later) {
        return changes.equals(later.changes()) && locked.equals(later.locked());
    }

    /** With what was decided in the live room and is not stored yet. */
    public Room after(Fact fact) {
        return fact instanceof Fact.Locked now
                ? new Room(id, name, words, description, isPrivate, stage, now.locked(), maxParticipants, tags, creator, createdAt, people, changes)
                : this;
    }

    /** What a name is found by: its words, as they stand there and without the signs around them. */
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
