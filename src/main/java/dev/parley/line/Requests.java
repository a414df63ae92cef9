package dev.parley.line;

import dev.parley.line.Outgoing.Brought;
import dev.parley.line.Outgoing.Kept;
import dev.parley.line.Outgoing.Reply;
import dev.parley.protocol.Opaque;
import java.util.ArrayList;
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
    record Known(@Nullable Object over, int text, @Nullable Kept answer) {}

    /**
     * What is known of this request from an earlier socket. A repeat over the same socket counts as a new request, because nothing gets lost on
     * one socket. So does a request with the same id and another content, because its client may have started counting again.
     */
    @Nullable Known take(Opaque id, String text, Object over) {
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

    boolean owesAnswers() {
        return byId.values().stream().anyMatch(one -> one.answer() == null);
    }

    /** Those with an answer. Nobody would answer the others on another node, so there they count as new when they are sent again. */
    List<Moving.Request> answered() {
        List<Moving.Request> answered = new ArrayList<>();
        byId.forEach((id, known) -> {
            Kept answer = known.answer();
            if (answer != null) {
                answered.add(new Moving.Request(id, known.text(), new Moving.Frame(answer.text(), 0, answer.size())));
            }
        });
        return answered;
    }

    void bring(List<Moving.Request> requests) {
        requests.forEach(one -> put(one.id(), new Known(null, one.text(), new Brought(one.answer().text(), 0, one.answer().size()))));
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
