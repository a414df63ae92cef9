package dev.parley.live;

import static dev.parley.live.People.ADA;
import static dev.parley.live.People.BARBARA;
import static dev.parley.live.People.GRACE;
import static dev.parley.live.People.LINUS;
import static dev.parley.live.People.MARGARET;
import static dev.parley.live.People.id;
import static dev.parley.live.People.peer;

import dev.parley.protocol.ClientMessage.Chat;
import dev.parley.protocol.ClientMessage.Hand;
import dev.parley.protocol.ClientMessage.Lock;
import dev.parley.protocol.ClientMessage.LowerHand;
import dev.parley.protocol.ClientMessage.Mute;
import dev.parley.protocol.ClientMessage.MuteAll;
import dev.parley.protocol.ClientMessage.MutePeer;
import dev.parley.protocol.ClientMessage.React;
import dev.parley.protocol.ClientMessage.RelayIce;
import dev.parley.protocol.ClientMessage.RelaySdp;
import dev.parley.protocol.ClientMessage.Remove;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.ClientMessage.Speak;
import dev.parley.protocol.ClientMessage.Unban;
import dev.parley.protocol.Opaque;
import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import dev.parley.words.SignalText;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** Whatever people do, and in whatever order: the room, a simple model of it, and what each client concludes from what it hears stay the same. */
class LiveRoomModelTest {
    private static final List<Person> CAST = List.of(ADA, GRACE, LINUS, MARGARET, BARBARA, People.person("Dennis"));
    private static final SignalText SENDS = new SignalText(new Opaque("{\"sdp\":\"m=audio 9 x 1\\r\\na=sendrecv\\r\\n\"}"));

    enum Act {
        JOIN, JOIN_ELSEWHERE, LOST, BACK, GONE, LATE_LOSS, LEAVE, MUTE, UNMUTE, HAND_UP, HAND_DOWN, ACCEPT, DECLINE, CHAT, DELETE_CHAT, REACT, RELAY_SDP, RELAY_ICE, APPOINT,
        BRING_UP, MOVE_DOWN, SILENCE, ALLOW, SILENCE_ALL, ALLOW_ALL, REMOVE, BAN, UNBAN, LOWER_HAND, LOCK, UNLOCK, STAGE_ON, STAGE_OFF, HAND_OVER, DISMISS, CLOSE, OTHER_SERVER
    }

    /** Somebody does something, perhaps to somebody, perhaps over REST. */
    record Step(Act act, int who, int whom, boolean rest) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Act> acts = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.of(Act.JOIN, Act.JOIN, Act.JOIN_ELSEWHERE, Act.LOST, Act.BACK, Act.GONE)),
                Tuple.of(5, Arbitraries.of(Act.BRING_UP, Act.ACCEPT, Act.MOVE_DOWN, Act.UNMUTE, Act.HAND_UP, Act.APPOINT)),
                Tuple.of(10, Arbitraries.of(Act.class).filter(act -> act != Act.CLOSE)),
                Tuple.of(1, Arbitraries.of(Act.LOCK, Act.CLOSE, Act.UNLOCK, Act.UNLOCK)));
        Arbitrary<Integer> people = Arbitraries.integers().between(0, CAST.size() - 1);
        return Combinators.combine(acts, people, people, Arbitraries.of(false, false, true)).as(Step::new).list().ofMinSize(20).ofMaxSize(100);
    }

    @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
    void roomModelAndEveryClientAgree(@ForAll("steps") List<Step> steps, @ForAll boolean stage) {
        Evening evening = new Evening(People.room(stage, 4));
        int connections = 0;
        for (Step step : steps) {
            take(evening, step, ++connections);
        }
    }

    private static void take(Evening evening, Step step, int number) {
        Person who = CAST.get(step.who());
        Person whom = CAST.get(step.whom());
        String peer = evening.peer(who);
        String other = evening.peer(whom);
        switch (step.act()) {
            case JOIN -> evening.join(who, evening.seats.getOrDefault(id(who), fresh(who, number)));
            case JOIN_ELSEWHERE -> evening.join(who, fresh(who, number));
            case LOST -> evening.lost(peer);
            case BACK -> evening.back(peer);
            case GONE -> evening.gone(peer);
            case LATE_LOSS -> evening.ended(who).forEach(old -> {
                evening.lost(old);
                evening.back(old);
                evening.gone(old);
            });
            case LEAVE -> evening.leaves(who);
            case MUTE -> evening.says(who, new Mute(true, null, null));
            case UNMUTE -> evening.says(who, new Mute(false, null, id(who)));
            case HAND_UP -> evening.says(who, new Hand(true));
            case HAND_DOWN -> evening.says(who, new Hand(false));
            case ACCEPT -> evening.says(who, new Speak(true));
            case DECLINE -> evening.says(who, new Speak(false));
            case CHAT -> evening.says(who, new Chat("Good evening"));
            case DELETE_CHAT -> evening.deletes(who, whom, step.rest());
            case REACT -> evening.says(who, new React("👏", null, true));
            case RELAY_SDP -> evening.relays(who, other, new RelaySdp(peer(other), SENDS));
            case RELAY_ICE -> evening.relays(who, other, new RelayIce(peer(other), Opaque.NULL));
            case APPOINT -> evening.moderates(who, new SetRole(id(whom), Role.MODERATOR), step.rest());
            case BRING_UP -> evening.moderates(who, new SetRole(id(whom), Role.SPEAKER), step.rest());
            case MOVE_DOWN -> evening.moderates(who, new SetRole(id(whom), Role.LISTENER), step.rest());
            case SILENCE -> evening.moderates(who, new MutePeer(id(whom), true), step.rest());
            case ALLOW -> evening.moderates(who, new MutePeer(id(whom), false), step.rest());
            case SILENCE_ALL -> evening.moderates(who, new MuteAll(true), step.rest());
            case ALLOW_ALL -> evening.moderates(who, new MuteAll(false), step.rest());
            case REMOVE -> evening.moderates(who, new Remove(id(whom), false), step.rest());
            case BAN -> evening.moderates(who, new Remove(id(whom), true), step.rest());
            case UNBAN -> evening.moderates(who, new Unban(id(whom)), step.rest());
            case LOWER_HAND -> evening.moderates(who, new LowerHand(id(whom)), step.rest());
            case LOCK -> evening.moderates(who, new Lock(true), step.rest());
            case UNLOCK -> evening.moderates(who, new Lock(false), step.rest());
            case STAGE_ON -> evening.update(true);
            case STAGE_OFF -> evening.update(false);
            case HAND_OVER -> evening.handsOver(who, whom, step.rest());
            case DISMISS -> evening.dismiss(who);
            case CLOSE -> evening.close();
            case OTHER_SERVER -> evening.goesOnElsewhere();
        }
    }

    private static String fresh(Person who, int number) {
        return who.username() + "-" + number;
    }
}
