package dev.parley.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import dev.parley.embedded.EmbeddedDatabase;
import dev.parley.entity.EntityCodecs;
import dev.parley.settings.BadSetting;
import dev.parley.settings.Notice;
import dev.parley.settings.StartCheck;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.bson.Document;
import org.eclipse.jnosql.communication.semistructured.DatabaseManager;
import org.eclipse.jnosql.databases.mongodb.communication.MongoDBDocumentConfiguration;
import org.eclipse.jnosql.mapping.DatabaseType;
import org.jspecify.annotations.Nullable;

/** The one connection to the database, wherever it is. */
@Singleton
public class Database {
    private static final Logger LOG = Logger.getLogger(Database.class.getName());

    /** It is never away. When it is slow, this machine is busy, and people would rather wait than be told so. */
    private static final Duration PATIENCE_EMBEDDED = Duration.ofSeconds(10);
    /** How long it may take to find out whether the database is there. */
    private static final Duration REACHED = Duration.ofSeconds(2);

    private final @Nullable EmbeddedDatabase embedded;
    private final MongoClient client;
    private final MongoDatabase database;

    @Inject
    public Database(StoreSettings settings, @Any Instance<CommandListener> listeners) {
        Optional<ConnectionString> given = settings.address();
        embedded = given.isPresent() ? null : open(settings);
        Duration patience = isEmbedded() ? PATIENCE_EMBEDDED : Deadline.PATIENCE;
        Duration reached = isEmbedded() ? PATIENCE_EMBEDDED : REACHED;
        ConnectionString address = given.orElseGet(() -> new ConnectionString(embeddedAddress()));
        MongoClientSettings.Builder driver = MongoClientSettings.builder()
                .applyConnectionString(address)
                .applicationName("parley")
                .codecRegistry(EntityCodecs.REGISTRY)
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                // Connections that a rush needed are closed when it is over.
                .applyToConnectionPoolSettings(pool -> pool.maxConnectionIdleTime(20, TimeUnit.SECONDS).maintenanceFrequency(5, TimeUnit.SECONDS))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(reached.toMillis(), TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(reached.toMillis(), TimeUnit.MILLISECONDS))
                .applyToServerSettings(server -> server.heartbeatFrequency(2, TimeUnit.SECONDS));
        listeners.forEach(driver::addCommandListener);
        client = MongoClients.create(driver.build());
        String name = address.getDatabase() == null ? "parley" : address.getDatabase();
        database = isEmbedded() ? client.getDatabase(name) : Deadline.on(client.getDatabase(name));
        LOG.log(Notice.NOTICE, () -> embedded == null
                ? "Database: MongoDB at " + String.join(",", address.getHosts()) + ", database " + name
                : "Database: embedded, in " + settings.folder() + ". Good for trying out and for one node; set DB_URI to use MongoDB for more");
    }

    /** For what JNoSQL cannot express: conditional updates, counters and indexes. */
    @Produces
    @ApplicationScoped
    MongoDatabase driver() {
        return database;
    }

    /** For JNoSQL's repositories. */
    @Produces
    @ApplicationScoped
    @Alternative
    @Priority(Interceptor.Priority.APPLICATION)
    @org.eclipse.jnosql.mapping.Database(DatabaseType.DOCUMENT)
    DatabaseManager repositories() {
        return new MongoDBDocumentConfiguration().get(isEmbedded() ? client : Deadline.on(client)).apply(database.getName());
    }

    /** Throws the driver's exception if the database does not answer in time. */
    public void ping() {
        database.runCommand(new Document("ping", 1));
    }

    @PreDestroy
    void close() {
        client.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    boolean isEmbedded() {
        return embedded != null;
    }

    private static EmbeddedDatabase open(StoreSettings settings) {
        try {
            return new EmbeddedDatabase(settings.folder());
        } catch (BadSetting bad) {
            throw StartCheck.stop(bad);
        }
    }

    private String embeddedAddress() {
        if (embedded == null) {
            throw new IllegalStateException("no embedded database");
        }
        return embedded.address();
    }
}
