package dev.parley.line;

import dev.parley.line.Outgoing.Brought;
import dev.parley.line.Outgoing.Kept;
import dev.parley.line.Outgoing.Reply;
import dev.parley.protocol.Opaque;
import dev.parley.wire.Wire;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest requests of one line, with their answers. A client that lost its socket cannot know which requests were carried out, so it sends
 * all those again that it has no answer to.
 */
final class Requests {
    private static final int MOST = 256;
    private static final int MOST_BYTES = 64 * 1024;

    private final Map<String, Known> byId = new LinkedHashMap<>(4);
    private int bytes;

    /** A request, the socket that it came over if that was here, and its answer once there is one. */
    record Known(@Nullable Wire over, int text, @Nullable Kept answer) {}

    /**
     * What is known of this request from an earlier socket. A repeat over the same socket counts as a new request, because nothing gets lost on
     * one socket. So does a request with the same id and another content, because its client may have started counting again.
     */
    @Nullable Known take(Opaque id, String text, Wire over) {
        Known known = byId.get(id.json());
        if (known != null && !over.equals(known.over()) && known.text() == text.hashCode()) {
            return known;
        }
        put(id.json(), new Known(over, text.hashCode(), null));
        return null;
    }

    void answered(Reply reply) {
        Opaque id = reply.id();
        Known known = id == null ? null : byId.get(id.json());
        if (id != null && known != null) {
            put(id.json(), new Known(known.over(), known.text(), reply));
        }
    }

    List<Moving.Request> all() {
        return byId.entrySet().stream().map(one -> {
            Kept answer = one.getValue().answer();
            return new Moving.Request(one.getKey(), one.getValue().text(), answer == null ? null : new Moving.Frame(answer.text(), 0, answer.size()));
        }).toList();
    }

    void bring(List<Moving.Request> requests) {
        requests.forEach(one -> put(one.id(), new Known(null, one.text(), one.answer() == null ? null : new Brought(one.answer().text(), 0, one.answer().size()))));
    }

    private void put(String id, Known known) {
        bytes += size(known) - size(byId.remove(id));
        byId.put(id, known);
        Iterator<Known> eldest = byId.values().iterator();
        while (byId.size() > 1 && (byId.size() > MOST || bytes > MOST_BYTES)) {
            bytes -= size(eldest.next());
            eldest.remove();
        }
    }

    private static int size(@Nullable Known known) {
        return known == null || known.answer() == null ? 0 : known.answer().size();
    }
}
