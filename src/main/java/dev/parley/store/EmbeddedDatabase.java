package dev.parley.store;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import dev.parley.settings.BadSetting;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.MVStoreTool;

/** A small MongoDB in this process, kept in one file: for a first run, for tests and for one node. */
public final class EmbeddedDatabase implements AutoCloseable {
    /** It warns of each index that only makes things faster; those it has no need of. Held, or the setting would be collected. */
    private static final Logger WARNS_OF_INDEXES = Logger.getLogger("de.bwaldvogel.mongo.backend.AbstractMongoDatabase");
    private static final long COPIED_FROM = 16 * 1024 * 1024;

    private final MongoServer server;
    private final String address;

    public EmbeddedDatabase(Path folder) {
        WARNS_OF_INDEXES.setLevel(Level.SEVERE);
        MVStore file;
        try {
            file = open(folder.resolve("parley.mv.db").toString());
        } catch (MVStoreException cannotOpen) {
            throw new BadSetting("DATA_DIR", cannotOpen.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
                    ? "is in use by another Parley that is still running"
                    : "holds a database file that cannot be opened: " + cannotOpen.getMessage());
        }
        server = new MongoServer(new CommittingBackend(file));
        address = "mongodb://127.0.0.1:" + listen().getPort();
    }

    /** A commit per write leaves many outdated pages behind; a large file is copied without them first. */
    private static MVStore open(String path) {
        MVStoreTool.compactCleanUp(path);
        MVStore store = new MVStore.Builder().fileName(path).compress().open();
        if (store.getFileStore().size() < COPIED_FROM) {
            return store;
        }
        store.close();
        MVStoreTool.compact(path, true);
        return new MVStore.Builder().fileName(path).compress().open();
    }

    private InetSocketAddress listen() {
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
    }
}
