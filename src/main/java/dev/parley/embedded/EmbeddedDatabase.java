package dev.parley.embedded;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.parley.settings.BadSetting;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/**
 * A small MongoDB in this process, kept in one file: for a first run, for tests and for a single node. Its port is open to everybody on this
 * machine, so it answers only to a password that is new at each start.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    /**
     * It warns about each index that only makes queries faster, which it does not need. The logger is kept in a field, because otherwise its
     * level would be lost to the garbage collector.
     */
    private static final Logger WARNS_OF_INDEXES = Logger.getLogger("de.bwaldvogel.mongo.backend.AbstractMongoDatabase");
    /**
     * It logs a stack trace for all that it refuses: each write to a full disk, and at each start what a driver asks before it gives the password.
     * The caller gets the error anyway and logs it once.
     */
    private static final Logger TELLS_OF_REFUSALS = Logger.getLogger("de.bwaldvogel.mongo.wire.MongoWireProtocolHandler");

    private final MongoServer server;
    private final String address;

    public EmbeddedDatabase(Path folder) {
        WARNS_OF_INDEXES.setLevel(Level.SEVERE);
        TELLS_OF_REFUSALS.setFilter(line -> !(line.getThrown() instanceof MongoServerError));
        DatabaseFile file;
        try {
            file = new DatabaseFile(folder.resolve("parley.mv.db"));
        } catch (MVStoreException cannotOpen) {
            throw new BadSetting("DATA_DIR", cannotOpen.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
                    ? "is in use by another Parley that is still running"
                    : "holds a database file that cannot be opened: " + cannotOpen.getMessage());
        }
        String password = HexFormat.of().formatHex(SecureRandom.getSeed(16));
        server = new MongoServer(DatabaseDoor.before(file.backend(), password));
        address = "mongodb://parley:" + password + "@127.0.0.1:" + listen().getPort() + "/?authMechanism=PLAIN";
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
}
