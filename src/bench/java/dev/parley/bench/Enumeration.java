package dev.parley.bench;

import static dev.parley.harness.Person.json;
import static dev.parley.harness.Person.somewhere;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether the time of an answer tells if an address has an account. Pairs of calls, one about a known and one about an unknown address, in
 * random order, each from a network address of its own, so that no limit tells the two apart. What counts is the median of the pairs'
 * quotients: the two calls of a pair meet the same weather on a busy machine.
 */
public final class Enumeration {
    private static final int PEOPLE = 40;
    private static final int WARM_UP = 5;

    private final Api api;
    private final List<Person> people;

    /** The paths that strangers, or people with an account of their own, can send an address to; fewer pairs where the hash takes most of the time. */
    private enum Door {
        REGISTER("/api/auth/register", 40), LOGIN("/api/auth/login", 40), FORGOTTEN_PASSWORD("/api/auth/password/forgot", 200),
        SIGN_IN_CODE("/api/send-otp", 200), CODE_AGAIN("/api/auth/email/resend-verification", 100), ADD_TO_MINE("/api/user/addresses", 80);

        private final String path;
        private final int pairs;

        Door(String path, int pairs) {
            this.path = path;
            this.pairs = pairs;
        }
    }

    private Enumeration(Api api) {
        this.api = api;
        people = Stream.generate(() -> Person.signedUp("bench", api).confirmed()).limit(PEOPLE).toList();
    }

    public static void main(String[] args) throws Exception {
        boolean fine = true;
        try (ParleyServer server = ParleyServer.fresh(0)) {
            Enumeration enumeration = new Enumeration(new Api(URI.create("http://127.0.0.1:" + server.port), List.of()));
            for (Door door : Door.values()) {
                enumeration.pairs(door, WARM_UP);
                List<Double> quotients = new ArrayList<>(enumeration.pairs(door, door.pairs));
                Collections.sort(quotients);
                double median = quotients.get(quotients.size() / 2);
                fine &= Math.abs(median - 1) <= 0.1;
                System.out.printf("| %s | %d | %.3f | %.3f to %.3f |%n", door.path, quotients.size(), median, quotients.get(quotients.size() / 4),
                        quotients.get(quotients.size() * 3 / 4));
            }
        }
        System.exit(fine ? 0 : 1);
    }

    /** Known by unknown, for each pair. */
    private List<Double> pairs(Door door, int count) {
        return IntStream.range(0, count).mapToObj(i -> {
            String known = people.get(i % PEOPLE).email();
            String stranger = UUID.randomUUID() + "@example.org";
            // Neither asks about themselves, and each account asks for few enough.
            Person asker = people.get((i + 1) % PEOPLE);
            // What a call leaves to the background falls on the next one: by chance, on either kind.
            if (ThreadLocalRandom.current().nextBoolean()) {
                long first = nanos(door, known, asker);
                return (double) first / nanos(door, stranger, asker);
            }
            long first = nanos(door, stranger, asker);
            return (double) nanos(door, known, asker) / first;
        }).toList();
    }

    private long nanos(Door door, String email, Person asker) {
        Api from = api.from(somewhere());
        if (door == Door.ADD_TO_MINE) {
            from = from.with("Authorization", "Bearer " + asker.token());
        }
        String body = switch (door) {
            case REGISTER -> json("email", email, "password", Person.PASSWORD);
            case LOGIN -> json("email", email, "password", "not this one");
            default -> json("email", email);
        };
        long start = System.nanoTime();
        Api.Answer answer = from.post(door.path, body);
        long nanos = System.nanoTime() - start;
        if (answer.status() / 100 != 2 && (door != Door.LOGIN || answer.status() != 401)) {
            throw new IllegalStateException(door + ": " + answer.body());
        }
        return nanos;
    }
}
