package dev.parley.spread;

import dev.parley.cluster.Owner;
import dev.parley.line.Lines;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.ServerMessage.Link;
import java.util.HashSet;
import java.util.Set;

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
        if (own != null) {
            // Whoever was on a dead node is away, and everybody sees that.
            return own.nodes.values().stream().distinct().allMatch(node -> life.bus.isNear(node) || !life.nodes.others().contains(node) || node.equals(life.nodes.id()));
        }
        return life.owners.known(room).map(Owner::node).filter(life.bus::isNear).isPresent();
    }
}
