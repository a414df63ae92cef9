package dev.parley.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.parley.embedded.EmbeddedDatabase;
import dev.parley.entity.EntityCodecs;
import dev.parley.problem.Problem;
import dev.parley.protocol.AttendanceView;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulesTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
    private static final RoomId SALON = new RoomId("salon");
    private static final RoomId ATTIC = new RoomId("attic");
    private static final UserId ADA = new UserId("ada");
    private static final UserId BOB = new UserId("bob");

    @TempDir
    Path folder;

    private EmbeddedDatabase embedded;
    private MongoClient client;
    private Instant now = NOON;
    private final Schedules schedules = new Schedules();
    private final Attendances attendances = new Attendances();

    @BeforeEach
    void open() throws Exception {
        embedded = new EmbeddedDatabase(folder);
        client = MongoClients.create(embedded.address());
        MongoDatabase database = client.getDatabase("parley").withCodecRegistry(EntityCodecs.REGISTRY);
        schedules.clock = attendances.clock = () -> now;
        schedules.database = attendances.database = database;
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        embedded.close();
    }

    private Schedule plan(RoomId room, String startsAt, @Nullable String repeats) {
        Schedule planned = Schedule.of(room, null, new Schedule.Wish(startsAt, 30, "UTC", repeats, null), now);
        schedules.put(planned, null);
        return planned;
    }

    private List<RoomId> upcoming() {
        return schedules.upcoming(null, null, 10).stream().map(Schedule::roomId).toList();
    }

    @Test
    void comesBackAsItWasStored() {
        Schedule planned = plan(SALON, "2026-12-02T15:00", "FREQ=DAILY");
        assertEquals(planned, schedules.of(SALON).orElseThrow());
        assertEquals(Map.of(SALON, planned), schedules.of(List.of(SALON, ATTIC)));
    }

    @Test
    void ofTwoChangesAtOnceTheSecondIsRefused() {
        Schedule planned = plan(SALON, "2026-12-02T15:00", null);
        Schedule one = Schedule.of(SALON, planned, new Schedule.Wish("2026-12-03T15:00", null, null, null, null), now);
        Schedule other = Schedule.of(SALON, planned, new Schedule.Wish("2026-12-04T15:00", null, null, null, null), now);
        schedules.put(one, planned);
        assertEquals("schedule_changed", assertThrows(Problem.class, () -> schedules.put(other, planned)).code());
        assertEquals("schedule_changed", assertThrows(Problem.class, () -> plan(SALON, "2026-12-05T15:00", null)).code());
        assertEquals(one, schedules.of(SALON).orElseThrow());
    }

    @Test
    void theNextMeetingComesFirstAndAMeetingIsUpcomingUntilItIsOver() {
        plan(SALON, "2026-12-03T15:00", null);
        plan(ATTIC, "2026-12-02T15:00", null);
        assertEquals(List.of(ATTIC, SALON), upcoming());
        now = Instant.parse("2026-12-02T15:29:59Z");
        assertEquals(List.of(ATTIC, SALON), upcoming());
        now = Instant.parse("2026-12-02T15:30:00Z");
        assertEquals(List.of(SALON), upcoming());
    }

    @Test
    void theListGoesOnAfterARoomAlsoAtTheSameTime() {
        plan(SALON, "2026-12-02T15:00", null);
        Schedule first = plan(ATTIC, "2026-12-02T15:00", null);
        assertEquals(List.of(SALON), schedules.upcoming(first.nextAt(), ATTIC, 10).stream().map(Schedule::roomId).toList());
    }

    @Test
    void afterAMeetingTheSweepFindsTheNextOneUntilThereIsNone() {
        plan(SALON, "2026-12-02T15:00", "FREQ=DAILY;COUNT=2");
        now = NOON.plus(Duration.ofDays(2));
        assertEquals(List.of(), upcoming());
        schedules.sweep();
        assertEquals(Instant.parse("2026-12-03T15:00:00Z"), schedules.upcoming(null, null, 10).getFirst().nextAt());
        now = NOON.plus(Duration.ofDays(9));
        schedules.sweep();
        assertEquals(List.of(), upcoming());
        assertTrue(schedules.of(SALON).orElseThrow().nextAt() == null);
    }

    @Test
    void somebodysLastAnswerCounts() {
        attendances.answer(SALON, ADA, "yes");
        attendances.answer(SALON, BOB, "maybe");
        attendances.answer(SALON, BOB, "no");
        attendances.answer(ATTIC, ADA, "maybe");
        assertEquals(new AttendanceView(1, 0, 1, "no"), attendances.of(SALON, BOB));
        assertEquals(Map.of(SALON, new AttendanceView(1, 0, 1, "yes"), ATTIC, new AttendanceView(0, 1, 0, "maybe")), attendances.of(Set.of(SALON, ATTIC), ADA));
        assertEquals(List.of(ADA), attendances.people(SALON, "yes", 5));
        assertEquals(AttendanceView.NONE, attendances.of(new RoomId("other"), ADA));
    }

    @Test
    void aPersonIsForgottenAndSoIsARoom() {
        attendances.answer(SALON, ADA, "yes");
        attendances.answer(SALON, BOB, "yes");
        attendances.answer(ATTIC, BOB, "yes");
        attendances.forgetPerson(ADA);
        assertEquals(new AttendanceView(1, 0, 0, "yes"), attendances.of(SALON, BOB));
        attendances.forgetRoom(SALON);
        assertEquals(List.of(ATTIC), attendances.by(BOB).stream().map(Attendances.Attendance::roomId).toList());
    }
}
