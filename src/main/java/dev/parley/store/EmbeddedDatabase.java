package dev.parley.store;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import dev.parley.settings.BadSetting;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/** A small MongoDB in this process, kept in one file: for a first run, for tests and for one node. */
public final class EmbeddedDatabase implements AutoCloseable {
    /** It warns of each index that only makes things faster; those it has no need of. Held, or the setting would be collected. */
    private static final Logger WARNS_OF_INDEXES = Logger.getLogger("de.bwaldvogel.mongo.backend.AbstractMongoDatabase");
    private static final int RETENTION_MILLIS = 5_000;
    private static final int COMPACTION_MILLIS = 2_000;

    private final MVStore file;
    private final MongoServer server;
    private final String address;

    public EmbeddedDatabase(Path folder) {
        WARNS_OF_INDEXES.setLevel(Level.SEVERE);
        try {
            file = new MVStore.Builder().fileName(folder.resolve("parley.mv.db").toString()).compress().open();
        } catch (MVStoreException cannotOpen) {
            throw new BadSetting("DATA_DIR", cannotOpen.getErrorCode() == org.h2.mvstore.DataUtils.ERROR_FILE_LOCKED
                    ? "is in use by another Parley that is still running"
                    : "holds a database file that cannot be opened: " + cannotOpen.getMessage());
        }
        // A commit per write leaves much that is outdated; it may be overwritten soon, and a clean stop leaves none of it.
        file.setRetentionTime(RETENTION_MILLIS);
        server = new MongoServer(new CommittingBackend(file));
        address = "mongodb://127.0.0.1:" + listen().getPort();
    }

    private java.net.InetSocketAddress listen() {
        server.bind("127.0.0.1", 0);
        return server.getLocalAddress();
    }

    public String address() {
        return address;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    /** Writes to the file before it answers: without this, a killed process loses the last second of acknowledged writes. */
    private static final class CommittingBackend extends H2Backend {
        private final MVStore file;

        CommittingBackend(MVStore file) {
            super(file);
            this.file = file;
        }

        @Override
        public Document handleMessage(MongoMessage message) {
            try {
                return super.handleMessage(message);
            } finally {
                file.commit();
            }
        }

        @Override
        public void close() {
            file.setRetentionTime(0);
            file.close(COMPACTION_MILLIS);
            super.close();
        }
    }
}
