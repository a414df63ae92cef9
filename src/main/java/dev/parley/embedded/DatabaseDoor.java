package dev.parley.embedded;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Guards the embedded database. Its port is open to everybody on this machine, so it answers only connections that gave the password. */
final class DatabaseDoor {
    private static final AttributeKey<Boolean> ADMITTED = AttributeKey.valueOf("parley.admitted");
    static final int UNAUTHORIZED = 13;
    private static final int WRONG_PASSWORD = 18;
    /** What a driver sends before it gives the password, and to check whether the server is there. */
    private static final Set<String> GREETINGS = Set.of("hello", "ismaster");
    private static final String PASSWORD = "saslstart";

    private final MongoBackend behind;
    private final byte[] credentials;

    private DatabaseDoor(MongoBackend behind, String password) {
        this.behind = behind;
        credentials = ("parley\0parley\0" + password).getBytes(StandardCharsets.UTF_8);
    }

    static MongoBackend before(MongoBackend backend, String password) {
        DatabaseDoor door = new DatabaseDoor(backend, password);
        return (MongoBackend) Proxy.newProxyInstance(MongoBackend.class.getClassLoader(), new Class<?>[] {MongoBackend.class},
                (_, method, arguments) -> door.answer(method, arguments));
    }

    private @Nullable Object answer(Method method, Object @Nullable [] arguments) throws Throwable {
        Object asked = arguments == null ? null : arguments[0];
        switch (method.getName()) {
            case "handleMessage" -> {
                MongoMessage message = (MongoMessage) Objects.requireNonNull(asked);
                String name = message.getDocument().keySet().iterator().next().toLowerCase(Locale.ROOT);
                if (name.equals(PASSWORD)) {
                    return admit(message.getChannel(), message.getDocument());
                }
                require(name, message.getChannel());
            }
            case "handleCommand" -> require(((String) Objects.requireNonNull(arguments)[2]).toLowerCase(Locale.ROOT), (Channel) Objects.requireNonNull(asked));
            case "handleQuery", "getCurrentOperations" -> require("", ((MongoQuery) Objects.requireNonNull(asked)).getChannel());
            case "getServerStatus" -> throw unauthorized();
            default -> {
                // Answered by the server itself.
            }
        }
        try {
            return method.invoke(behind, arguments);
        } catch (InvocationTargetException thrown) {
            throw Objects.requireNonNull(thrown.getCause());
        }
    }

    private Document admit(Channel channel, Document command) {
        if (!(command.get("payload") instanceof BinData given) || !MessageDigest.isEqual(credentials, given.getData())) {
            throw new MongoServerError(WRONG_PASSWORD, "AuthenticationFailed", "Authentication failed.");
        }
        channel.attr(ADMITTED).set(true);
        return new Document("conversationId", 1).append("done", true).append("payload", new BinData(new byte[0])).append("ok", 1.0);
    }

    private static void require(String command, Channel channel) {
        if (!GREETINGS.contains(command) && !Boolean.TRUE.equals(channel.attr(ADMITTED).get())) {
            throw unauthorized();
        }
    }

    private static MongoServerError unauthorized() {
        return new MongoServerError(UNAUTHORIZED, "Unauthorized", "This database is Parley's own.");
    }
}
