package dev.parley.ops;

import dev.parley.settings.AddressSettings;
import dev.parley.settings.BadSetting;
import dev.parley.settings.Notice;
import dev.parley.settings.StartCheck;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.logging.Logger;

/**
 * Logs that Parley is ready once it really answers on its own port. If another program answers there, or nobody does, the server stops:
 * otherwise it would go on without a port and mention that only in one of a hundred log lines.
 */
@ApplicationScoped
public class Announcement {
    private static final Logger LOG = Logger.getLogger(Announcement.class.getName());
    private static final Duration TRY_AGAIN = Duration.ofMillis(200);
    /** How long to wait. On a busy machine the server opens its port well after this begins, and for a moment gives its own answers. */
    private static final Duration UNTIL_IT_LISTENS = Duration.ofSeconds(60);
    private static final Duration UNTIL_IT_IS_PARLEY = Duration.ofSeconds(5);
    /** What the server itself answers until Parley has started; see server.xml. */
    private static final String STARTING = "Parley is starting.";

    /** Who answered, if anybody did. */
    private enum Answer { READY, NOT_READY, NONE, SOMEBODY_ELSE }

    @Inject
    InstantSource clock;

    @Inject
    AddressSettings addresses;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
        background.execute(this::announce);
    }

    private void announce() {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            Answer answer = ask(client);
            Instant since = clock.instant();
            while (answer != Answer.READY) {
                Duration lasts = Duration.between(since, clock.instant());
                if (answer == Answer.SOMEBODY_ELSE && lasts.compareTo(UNTIL_IT_IS_PARLEY) > 0) {
                    throw StartCheck.stop(new BadSetting("PORT", addresses.port() + " is in use by another program: stop that one, or set PORT to another number"));
                }
                if (answer == Answer.NONE && lasts.compareTo(UNTIL_IT_LISTENS) > 0) {
                    throw StartCheck.stop(new BadSetting("PORT", addresses.port() + " cannot be opened: another program uses it, or LISTEN is no address of this machine"));
                }
                Thread.sleep(TRY_AGAIN);
                Answer before = answer;
                answer = ask(client);
                since = answer == before ? since : clock.instant();
            }
            LOG.log(Notice.NOTICE, () -> "Parley is ready: " + addresses.base());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer ask(HttpClient client) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + addresses.ownHost() + ":" + addresses.port() + "/health/ready"))
                    .timeout(Duration.ofSeconds(5)).build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.body().contains(Ready.INSTANCE)) {
                return response.statusCode() == 200 ? Answer.READY : Answer.NOT_READY;
            }
            // The server's own answers while Parley starts: no address exists yet, or nothing is known to be ready.
            boolean starting = response.statusCode() == 503 || response.body().contains(STARTING);
            return starting ? Answer.NONE : Answer.SOMEBODY_ELSE;
        } catch (IOException notYet) {
            LOG.finest(notYet::toString);
            return Answer.NONE;
        }
    }
}
