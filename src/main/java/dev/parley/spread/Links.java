package dev.parley.spread;

import dev.parley.cluster.Owner;
import dev.parley.line.Lines;
import dev.parley.live.Act;
import dev.parley.live.LiveRoom;
import dev.parley.live.Turn.Delivery;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage.Link;
import dev.parley.protocol.UserId;
import dev.parley.spread.Copies.Copy;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells the people here when others in their room cannot be reached, and when they can be again. Rooms with everybody on this node notice nothing. */
final class Links {
    private final Life life;
    private final Lines lines;
    private final Set<RoomId> cut = new HashSet<>();

    Links(Life life, Lines lines) {
        this.life = life;
        this.lines = lines;
    }

    /** On one thread only. */
    void look() {
        Set<RoomId> rooms = lines.rooms();
        cut.retainAll(rooms);
        for (RoomId room : rooms) {
            boolean up = isWhole(room);
            if (up ? cut.remove(room) : cut.add(room)) {
                lines.tell(room, new Link(up));
            }
        }
    }

    private boolean isWhole(RoomId room) {
        Own own = life.owned.get(room);
        return own != null ? reachesEverybody(own) : life.owners.known(room).map(Owner::node).filter(life.bus::isNear).isPresent();
    }

    /** Whoever was on a dead node is away, and everybody sees that. */
    private boolean reachesEverybody(Own own) {
        return own.nodes.values().stream().distinct().allMatch(node -> life.bus.isNear(node) || !life.nodes.others().contains(node) || node.equals(life.nodes.id()));
    }

    /** The owner has banned this person and could not say so over the bus. The people here are told what they would have heard from it. */
    void banned(RoomId room, UserId userId, Copy copy, Instant now) {
        Set<PeerId> here = lines.peers().getOrDefault(room, List.of()).stream().map(Act.Present::peer).collect(Collectors.toSet());
        List<Delivery> deliveries = LiveRoom.of(copy.snapshot()).take(new Act.Dismiss(userId, "banned"), now).deliveries();
        lines.deliver(room, deliveries.stream().filter(delivery -> here.contains(delivery.peer())).toList());
    }
}
