package dev.parley.store;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.MVStoreTool;
import org.jspecify.annotations.Nullable;

/**
 * The one file of the embedded database. What it acknowledges is on the disk; when the disk is full it says so and goes on as soon as there
 * is room, and when the file had to be given up in the middle of a write it is opened again as it was before.
 */
final class DatabaseFile {
    private static final Logger LOG = Logger.getLogger(DatabaseFile.class.getName());
    private static final long COPIED_FROM = 16 * 1024 * 1024;
    /** Nothing is written into the last of the space, so that no write ends halfway. */
    private static final long RESERVE = 8 * 1024 * 1024;
    /** What a MongoDB says, too. */
    static final int OUT_OF_DISK_SPACE = 14_031;
    private static final Set<String> READS = Set.of("find", "getMore", "count", "aggregate", "distinct", "ping", "hello", "isMaster", "ismaster", "buildInfo",
            "killCursors", "listCollections", "listDatabases", "listIndexes", "endSessions", "serverStatus");

    private final Path path;
    private Committing backend;

    DatabaseFile(Path path) {
        this.path = path;
        this.backend = new Committing(open(path.toString()));
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

    MongoBackend backend() {
        return (MongoBackend) Proxy.newProxyInstance(MongoBackend.class.getClassLoader(), new Class<?>[] {MongoBackend.class},
                (_, method, arguments) -> answer(method, arguments));
    }

    private @Nullable Object answer(Method method, Object @Nullable [] arguments) throws Throwable {
        Committing present = present();
        try {
            return method.invoke(present, arguments);
        } catch (InvocationTargetException thrown) {
            Throwable why = Objects.requireNonNull(thrown.getCause());
            if (present.file.isClosed() || why instanceof MVStoreException) {
                throw full(why);
            }
            throw why;
        }
    }

    private synchronized Committing present() {
        if (backend.file.isClosed()) {
            try {
                backend = new Committing(new MVStore.Builder().fileName(path.toString()).compress().open());
                LOG.log(Level.WARNING, () -> "The database file could not be written to and was opened again: " + path);
            } catch (MVStoreException stillFull) {
                throw full(stillFull);
            }
        }
        return backend;
    }

    private static MongoServerError full(Throwable why) {
        return new MongoServerError(OUT_OF_DISK_SPACE, "OutOfDiskSpace", "nothing can be written: " + why.getMessage(), why);
    }

    /** Writes to the file before it answers: without this, a killed process loses the last second of acknowledged writes. */
    private final class Committing extends H2Backend {
        private final MVStore file;

        Committing(MVStore file) {
            super(file);
            this.file = file;
        }

        @Override
        public Document handleMessage(MongoMessage message) {
            if (READS.contains(message.getDocument().keySet().iterator().next())) {
                return super.handleMessage(message);
            }
            requireSpace();
            try {
                return super.handleMessage(message);
            } finally {
                file.commit();
            }
        }

        private void requireSpace() {
            try {
                if (Files.getFileStore(path).getUsableSpace() < RESERVE) {
                    throw full(new IOException("less than " + (RESERVE >> 20) + " MB are left"));
                }
            } catch (IOException unknown) {
                throw full(unknown);
            }
        }
    }
}
