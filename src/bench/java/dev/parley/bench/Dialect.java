package dev.parley.bench;

import org.jspecify.annotations.Nullable;

/** How the same messages are worded on a socket. */
enum Dialect {
    /** JSON frames: Parley's `/ws` and the bare ws server. */
    PLAIN("/ws") {
        @Override
        String say(String event, String data) {
            return "{\"event\":\"" + event + "\",\"data\":" + data + "}";
        }

        @Override
        String ask(String event, String data) {
            return "{\"event\":\"" + event + "\",\"data\":" + data + ",\"id\":1}";
        }

        @Override
        @Nullable String answer(String heard) {
            return null;
        }

        @Override
        @Nullable String peerId(String heard) {
            return heard.startsWith("{\"event\":\"welcome\"") ? text(heard, "peerId") : null;
        }

        @Override
        boolean isDone(String heard) {
            return heard.startsWith("{\"event\":\"ack\"");
        }

        @Override
        boolean isRefusal(String heard) {
            return heard.startsWith("{\"event\":\"error\"");
        }
    },

    /** Socket.IO 5 in Engine.IO 4, where a peer goes by its socket's id. */
    SOCKETIO("/socket.io/?EIO=4&transport=websocket") {
        @Override
        @Nullable String peerId(String heard) {
            return heard.startsWith("40{") ? text(heard, "sid") : null;
        }
    },

    /** The same of Parley, which tells a peer its id in the first event. */
    PARLEY_SOCKETIO("/socket.io/?EIO=4&transport=websocket") {
        @Override
        @Nullable String peerId(String heard) {
            return heard.startsWith("42[\"welcome\"") ? text(heard, "peerId") : null;
        }
    };

    final String path;

    Dialect(String path) {
        this.path = path;
    }

    /** A message, its data as JSON. */
    String say(String event, String data) {
        return "42[\"" + event + "\"," + data + "]";
    }

    /** One that is answered. */
    String ask(String event, String data) {
        return "421[\"" + event + "\"," + data + "]";
    }

    /** What has to be said to something heard, if anything. */
    @Nullable String answer(String heard) {
        return heard.startsWith("0{") ? "40" : heard.equals("2") ? "3" : null;
    }

    /** The name that one goes by, if this tells it. */
    abstract @Nullable String peerId(String heard);

    boolean isDone(String heard) {
        return heard.startsWith("431");
    }

    boolean isRefusal(String heard) {
        return heard.startsWith("44") || heard.startsWith("42[\"error\"") || heard.startsWith("431[{\"code\"");
    }

    private static String text(String json, String name) {
        int from = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return json.substring(from, json.indexOf('"', from));
    }
}
