package dev.parley.sfu;

import jakarta.json.JsonArray;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The media server to which everybody in a room speaks. It also carries the first listeners. */
final class Home extends Stay {
    /** Another node's place, which was taken over or turned out to be lost. */
    private @Nullable String dealtWith;
    private long lostSession;

    Home(Carried room, MediaServers all) {
        super(room, all);
    }

    @Override
    boolean isHome() {
        return true;
    }

    @Override
    Stream<Flow> flowsOf(Speaking speaker) {
        return speaker.flows().stream().filter(speaker::hasOn);
    }

    @Override
    void advance() {
        if (isNowhere()) {
            begin();
        } else {
            super.advance();
        }
    }

    private void begin() {
        String given = room.wish().place();
        Place other = given == null || given.equals(dealtWith) ? null : Place.read(given).filter(each -> each.session() != lostSession).orElse(null);
        Server there = other == null ? all.leastLoaded() : all.named(other.server());
        if (other != null && (there == null || there.isDown())) {
            dealtWith = given;
            other.branches().forEach(all::free);
            room.isDown();
            begin();
        } else if (there != null && there.isUp()) {
            if (other == null) {
                open(there);
            } else {
                dealtWith = given;
                takeOver(there, other);
            }
        }
    }

    /** Another node has had the room since this one did, and moved it. What we know of it is no longer true. */
    void movedBy(String given) {
        Place present = placeOrNull();
        if (present != null && !given.equals(dealtWith) && Place.read(given).filter(each -> each.session() != present.session()).isPresent()) {
            room.forget();
        }
    }

    @Override
    void isClaimed() {
        room.legs().adoptSpeakers(place());
    }

    @Override
    void came() {
        room.branches().adopt(place().branches());
        room.legs().adoptListeners(place(), this);
        room.isUp();
    }

    @Override
    void didNotCome() {
        // It is tried again every second.
    }

    @Override
    void compareWith(JsonArray participants) {
        room.legs().compareWith(participants);
        room.branches().compare();
    }

    /** Nobody can speak any more, so the branches are of no use either. */
    @Override
    void lose() {
        if (isNowhere()) {
            return;
        }
        Place here = placeOrNull();
        if (here != null) {
            lostSession = here.session();
            if (all.mayAct()) {
                all.free(here);
                if (!isAdopted()) {
                    here.branches().forEach(all::free);
                }
            }
        }
        room.branches().end(all.mayAct());
        room.forget();
        room.isDown();
        room.advance();
    }
}
