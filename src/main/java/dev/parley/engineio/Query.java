package dev.parley.engineio;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parameters of a request. They are read from the address only, because asking the server for them might consume the body. */
record Query(@Nullable String version, @Nullable String transport, @Nullable String sid, boolean upgrade) {

    static Query of(HttpServletRequest request) {
        String upgrade = request.getHeader("Upgrade");
        String text = request.getQueryString();
        return of(text == null ? "" : text, upgrade != null && upgrade.toLowerCase(Locale.ROOT).equals("websocket"));
    }

    static Query of(String text, boolean upgrade) {
        return new Query(value(text, "EIO"), value(text, "transport"), value(text, "sid"), upgrade);
    }

    private static @Nullable String value(String text, String name) {
        for (String pair : text.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                try {
                    return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException malformed) {
                    return null; // The same as if it were missing.
                }
            }
        }
        return null;
    }

    boolean polls() {
        return "polling".equals(transport);
    }

    boolean isWebSocket() {
        return "websocket".equals(transport);
    }
}
