package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A request that is held is answered once, and is over after that. */
class HeldTest {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<String> happened = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final HttpServletRequest request = made(HttpServletRequest.class, (_, _, _) -> "HTTP/1.1");
    private final HttpServletResponse response = made(HttpServletResponse.class, (_, method, args) -> switch (method.getName()) {
        case "getOutputStream" -> new Out();
        case "setStatus", "setHeader" -> happened.add(method.getName() + " " + List.of(args)) ? null : null;
        default -> null;
    });
    private final AsyncContext context = made(AsyncContext.class, (_, method, _) -> switch (method.getName()) {
        case "getRequest" -> request;
        case "getResponse" -> response;
        case "complete" -> happened.add("complete") ? null : null;
        default -> null;
    });
    private final Held held = new Held(context, 12_000, later::add, happened::add);

    private static <T> T made(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private final class Out extends ServletOutputStream {
        @Override
        public void write(int one) {
            body.write(one);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    private String said() {
        return body.toString(StandardCharsets.UTF_8);
    }

    @Test
    void oneThatTakesTooLongIsRefused() {
        held.onTimeout(null);
        assertEquals(List.of("transport error", "setHeader [Connection, close]", "setStatus [400]", "complete"), happened);
        assertEquals("{\"code\":3,\"message\":\"Bad request\"}", said());
    }

    @Test
    void anAnswerThatComesTooLateIsNotWritten() {
        held.onTimeout(null);
        held.answer("ok");
        assertEquals(List.of(), later);
    }

    @Test
    void anAnswerThatIsStillBeingWrittenIsCutOff() {
        held.answer("ok");
        held.onTimeout(null);
        assertEquals(List.of("transport error", "complete"), happened);
        assertEquals("", said());
    }
}
