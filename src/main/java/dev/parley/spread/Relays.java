package dev.parley.spread;

import dev.parley.bus.Bus;
import dev.parley.live.Act;
import dev.parley.live.LiveRooms.Errand;
import dev.parley.live.Turn.Delivery;
import dev.parley.protocol.ClientMessage.RelayIce;
import dev.parley.protocol.ClientMessage.RelaySdp;
import dev.parley.protocol.ClientMessage.Signal;
import java.util.concurrent.CompletableFuture;

/**
 * What one peer says to another. It is acknowledged when the node of the other has it, and told once however often it is sent, because unlike the
 * rest nothing would make up for its loss. What changes a room is in the next {@code room-state}, and chat is in its history.
 */
final class Relays {
    private final Life life;

    Relays(Life life) {
        this.life = life;
    }

    static boolean isRelay(Act act) {
        return act instanceof Act.Says says && (says.message() instanceof RelaySdp || says.message() instanceof RelayIce || says.message() instanceof Signal);
    }

    boolean wasDone(Errand errand) {
        if (!isRelay(errand.act())) {
            return false;
        }
        Long before = errand.mark() == null ? life.once.before(errand) : null;
        String mark = before == null ? errand.mark() : life.once.mark(before);
        boolean done = mark != null && life.once.isDone(mark);
        if (done && before != null) {
            life.once.forget(errand);
        }
        return done;
    }

    CompletableFuture<Void> pass(Own own, Errand errand, Delivery delivery) {
        boolean here = errand.mark() == null;
        long request = here ? life.once.numberOf(errand, Bus::newRequest) : 0;
        String mark = here ? life.once.mark(request) : String.valueOf(errand.mark());
        CompletableFuture<Void> told = own.passSurely(delivery, mark);
        if (here && told.isDone()) {
            return told;
        }
        return told.whenComplete((_, failed) -> {
            if (failed == null) {
                life.once.done(mark);
                life.once.forget(errand);
            } else if (here) {
                life.once.remember(errand, request);
            }
        });
    }
}
