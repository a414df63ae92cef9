package dev.parley.push;

import com.nimbusds.jose.JOSEException;
import dev.parley.problem.Enduring;
import dev.parley.problem.Repeats;
import dev.parley.protocol.UserId;
import dev.parley.push.Lane.Letter;
import dev.parley.push.Subscriptions.Subscription;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Hands messages to push services. Nobody waits for them. */
@ApplicationScoped
public class Pusher {
    private static final Logger LOG = Logger.getLogger(Pusher.class.getName());
    static final int MOST_WAITING = 20_000;
    private static final int MOST_UNDER_WAY = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Of an answer nothing is read but its head. Push services say nothing more that matters. */
    private static final int LONGEST_ANSWER = 4_096;

    private final Map<String, Lane> lanes = new HashMap<>();
    private final Repeats repeats = new Repeats(LOG);
    /** Keys are made on one processor at a time. The others are left to people who talk. */
    private final ReentrantLock sealing = new ReentrantLock();
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE.dividedBy(2)).followRedirects(HttpClient.Redirect.NEVER).build();
    private int waiting;
    private int underWay;

    @Inject
    InstantSource clock;

    @Inject
    PushSettings settings;

    @Inject
    PushKeys keys;

    @Inject
    Subscriptions subscriptions;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        var _ = background.scheduleWithFixedDelay(new Enduring("waking push services up again", this::goOn), 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        client.shutdownNow();
    }

    /** To every browser of these people, who are read at once. */
    public void push(Collection<UserId> people, Push push) {
        subscriptions.of(people).forEach(to -> add(to, push));
        deliver();
    }

    private synchronized void add(Subscription to, Push push) {
        Optional<Endpoint> endpoint = Endpoint.of(to.endpoint(), settings);
        if (endpoint.isEmpty()) {
            return; // It was allowed by settings that have changed.
        }
        if (waiting >= MOST_WAITING) {
            repeats.log(Level.WARNING, "full", null, () -> "Messages to browsers are lost, because too many wait");
            return;
        }
        waiting++;
        lanes.computeIfAbsent(endpoint.get().origin(), _ -> new Lane()).add(new Letter(to, push, clock.instant(), 0));
    }

    private synchronized void goOn() {
        Instant now = clock.instant();
        lanes.values().forEach(lane -> waiting -= lane.drop(now));
        lanes.values().removeIf(lane -> lane.isIdle(now));
        deliver();
    }

    /** Begins as many as may be under way. Each that ends begins the next. */
    private synchronized void deliver() {
        Instant now = clock.instant();
        lanes.forEach((origin, lane) -> {
            for (Letter letter = underWay < MOST_UNDER_WAY ? lane.next(now) : null; letter != null; letter = underWay < MOST_UNDER_WAY ? lane.next(now) : null) {
                waiting--;
                underWay++;
                begin(origin, letter);
            }
        });
    }

    private void begin(String origin, Letter letter) {
        // A thread of its own, because the name of a push service may be slow to find.
        Thread.ofVirtual().name("parley-push").start(() -> {
            Outcome outcome = new Outcome(false, null);
            try {
                outcome = post(origin, letter);
            } finally {
                end(origin, letter, outcome);
            }
        });
    }

    private record Outcome(boolean answered, @Nullable Duration rest) {}

    private synchronized void end(String origin, Letter letter, Outcome outcome) {
        underWay--;
        Lane lane = lanes.computeIfAbsent(origin, _ -> new Lane());
        if (outcome.answered()) {
            lane.answered();
        } else if (lane.failed(letter, outcome.rest(), clock.instant())) {
            waiting++;
        }
        deliver();
    }

    private Outcome post(String origin, Letter letter) {
        try {
            Optional<HttpRequest> request = request(letter);
            if (request.isEmpty()) {
                return new Outcome(true, null);
            }
            return understood(letter, send(request.get()));
        } catch (IOException | TimeoutException | GeneralSecurityException | JOSEException | RuntimeException failed) {
            repeats.log(Level.INFO, origin, null, () -> "A push service does not answer: " + origin + ": " + failed.getClass().getSimpleName());
            return new Outcome(false, null);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Outcome(true, null);
        }
    }

    private Optional<HttpRequest> request(Letter letter) throws IOException, GeneralSecurityException, JOSEException {
        Optional<Endpoint> endpoint = Endpoint.of(letter.to().endpoint(), settings);
        Optional<Sealed.BrowserKeys> browser = Sealed.BrowserKeys.of(letter.to().p256dh(), letter.to().auth());
        if (endpoint.isEmpty() || browser.isEmpty()) {
            return Optional.empty();
        }
        endpoint.get().requirePublic();
        Push push = letter.push();
        sealing.lock();
        try {
            return Optional.of(HttpRequest.newBuilder(endpoint.get().uri()).timeout(PATIENCE).POST(HttpRequest.BodyPublishers.ofByteArray(Sealed.of(push.text(), browser.get())))
                    .header("Authorization", keys.proof(endpoint.get().origin())).header("Content-Encoding", "aes128gcm").header("Content-Type", "application/octet-stream")
                    .header("TTL", String.valueOf(push.lives().toSeconds())).header("Urgency", push.urgency().word()).header("Topic", push.topic()).build());
        } finally {
            sealing.unlock();
        }
    }

    private HttpResponse<Void> send(HttpRequest request) throws IOException, TimeoutException, InterruptedException {
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.discarding(), LONGEST_ANSWER));
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException why ? why : new IOException(failed.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private Outcome understood(Letter letter, HttpResponse<Void> answer) {
        int status = answer.statusCode();
        if (status == 404 || status == 410) {
            subscriptions.forget(letter.to());
        } else if (status == 429 || status >= 500) {
            repeats.log(Level.INFO, "busy", null, () -> "A push service asks to wait: " + answer.uri().getHost() + " says " + status);
            return new Outcome(false, answer.headers().firstValue("Retry-After").filter(text -> text.matches("[0-9]{1,6}")).map(Long::valueOf).map(Duration::ofSeconds).orElse(null));
        } else if (status >= 300) {
            repeats.log(Level.WARNING, "refused", null, () -> "A push service refuses a message: " + answer.uri().getHost() + " says " + status);
        }
        return new Outcome(true, null);
    }
}
