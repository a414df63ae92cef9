package dev.parley.live;

import dev.parley.live.Act.Arrival;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.ServerMessage.Media;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Way;
import java.time.Instant;
import java.util.List;

/** The people in the tests, their rooms, and noon. A person who comes in for the first time has their username as peer id. */
final class People {
    /** Nobody has moved the voices yet. */
    static final Media IN_MESH = new Media(Way.MESH, 0);
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** Made the rooms. */
    static final Person ADA = person("Ada");
    static final Person GRACE = person("Grace");
    static final Person LINUS = person("Linus");
    static final Person MARGARET = person("Margaret");
    static final Person BARBARA = person("Barbara");

    private People() {}

    static Person person(String name) {
        return new Person("id-of-" + name, name.toLowerCase(java.util.Locale.ROOT), name, "/api/avatars/" + name);
    }

    static UserId id(Person person) {
        return new UserId(person.id());
    }

    static RoomId room(String id) {
        return new RoomId(id);
    }

    static PeerId peer(String name) {
        return new PeerId(name);
    }

    static Arrival arrival(Person person) {
        return new Arrival(person, null);
    }

    static Arrival host() {
        return new Arrival(ADA, Role.HOST);
    }

    static Arrival as(Role role, Person person) {
        return new Arrival(person, role);
    }

    static RoomView open() {
        return room(false, 10);
    }

    static RoomView stage() {
        return room(true, 10);
    }

    static RoomView room(boolean stage, int size) {
        return new RoomView("salon", "Salon", "Salon", null, false, "public", stage, false, size, 0,
                new Person(ADA.id(), ADA.username(), ADA.name(), ADA.avatar()), List.of(), stage ? "speakers" : "everyone", stage ? "speakers" : "everyone", NOON.minusSeconds(3600), null, null, null, null);
    }
}
