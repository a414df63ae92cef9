package dev.parley.wire;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A socket like those that the server hands to us. Its other side does what a test wants. */
final class OtherSide {
    final List<String> written = new CopyOnWriteArrayList<>();
    final List<String> writtenAsynchronously = new CopyOnWriteArrayList<>();
    final List<CloseReason> closed = new CopyOnWriteArrayList<>();
    volatile Taking taking = text -> {};

    /** What becomes of a write. */
    interface Taking {
        void take(String text) throws Exception;
    }

    Session session() {
        RemoteEndpoint.Basic basic = of(RemoteEndpoint.Basic.class, (_, method, arguments) -> {
            if (method.getName().equals("sendText")) {
                taking.take((String) arguments[0]);
                written.add((String) arguments[0]);
            }
            return null;
        });
        RemoteEndpoint.Async async = of(RemoteEndpoint.Async.class, (_, method, arguments) -> {
            if (method.getName().equals("sendText") && arguments[1] instanceof SendHandler) {
                writtenAsynchronously.add((String) arguments[0]);
            }
            return null;
        });
        return of(Session.class, (_, method, arguments) -> switch (method.getName()) {
            case "getBasicRemote" -> basic;
            case "getAsyncRemote" -> async;
            case "close" -> closed.add((CloseReason) arguments[0]) ? null : null;
            default -> null;
        });
    }

    private static <T> T of(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Text to write. */
    record Text(String text) implements Wire.Sendable {
        @Override
        public int size() {
            return text.length();
        }
    }

    /** The code that it was closed with. */
    @Nullable Integer code() {
        return closed.isEmpty() ? null : closed.getFirst().getCloseCode().getCode();
    }
}
