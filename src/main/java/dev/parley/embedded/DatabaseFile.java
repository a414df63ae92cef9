package dev.parley.embedded;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.MVStoreTool;
import org.jspecify.annotations.Nullable;

/**
 * The one file of the embedded database. Whatever it acknowledges is on the disk. When the disk is full, it refuses writes until there is room
 * again. When the file had to be given up in the middle of a write, it is opened again as it was before that write.
 */
public final class DatabaseFile {
    private static final Logger LOG = Logger.getLogger(DatabaseFile.class.getName());
    private static final long COPIED_FROM = 16 * 1024 * 1024;
    /** The last bit of disk space is left free, so that no write ends halfway. */
    private static final long RESERVE = 8 * 1024 * 1024;
    /** The same code as MongoDB's. */
    public static final int OUT_OF_DISK_SPACE = 14_031;
    private static final Set<String> READS = Set.of("find", "getMore", "count", "aggregate", "distinct", "ping", "hello", "isMaster", "ismaster", "buildInfo",
            "killCursors", "listCollections", "listDatabases", "listIndexes", "endSessions", "serverStatus");

    private final Path path;
    private final Watermark watermark;
    private Committing backend;

    /** Throws {@link MVStoreException} when the file cannot be opened or its end is missing. */
    DatabaseFile(Path path) {
        this.path = path;
        Path mark = path.resolveSibling(path.getFileName() + ".mark");
        MVStoreTool.compactCleanUp(path.toString());
        MVStore file = open();
        requireEnd(file, mark);
        // Each write is a commit and leaves outdated pages behind. A large file is first copied without them.
        if (file.getFileStore().size() >= COPIED_FROM) {
            file = compacted(file, mark);
        }
        this.watermark = new Watermark(mark, file);
        this.backend = new Committing(file);
    }

    private MVStore open() {
        return new MVStore.Builder().fileName(path.toString()).compress().open();
    }

    private static void requireEnd(MVStore file, Path mark) {
        try {
            long least = Watermark.read(mark);
            if (file.getCurrentVersion() >= least) {
                return;
            }
            file.closeImmediately();
            throw new MVStoreException(DataUtils.ERROR_FILE_CORRUPT, "its end is missing or damaged: it goes as far as " + file.getCurrentVersion() + " of " + least
                    + " writes. Restore a backup, or delete " + mark.getFileName() + " to go on without what is missing");
        } catch (IOException | NumberFormatException unknown) {
            file.closeImmediately();
            throw new MVStoreException(DataUtils.ERROR_FILE_CORRUPT, mark.getFileName() + " beside it cannot be read: " + unknown.getMessage()
                    + ". Restore a backup, or delete that file to go on with what the database file holds");
        }
    }

    /** The copy's versions start from one again. */
    private MVStore compacted(MVStore file, Path mark) {
        try {
            Files.deleteIfExists(mark);
        } catch (IOException e) {
            file.closeImmediately();
            throw new MVStoreException(DataUtils.ERROR_WRITING_FAILED, mark.getFileName() + " beside it cannot be deleted: " + e.getMessage());
        }
        file.close();
        MVStoreTool.compact(path.toString(), true);
        return open();
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
                MVStore again = open();
                watermark.follow(again);
                backend = new Committing(again);
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

    /** Writes to the file before it answers. Without this, a process that is killed loses the last second of acknowledged writes. */
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
                watermark.committed(file, file.commit());
            }
        }

        @Override
        protected MongoDatabase openOrCreateDatabase(String name) {
            return new Copying(name, getMvStore(), getCursorRegistry());
        }

        @Override
        public void close() {
            try {
                watermark.close();
            } finally {
                super.close();
            }
        }

        /** Asked of the file system directly: {@link Files#getFileStore} would read the list of all mounts before each write. */
        private void requireSpace() {
            if (path.toFile().getUsableSpace() < RESERVE) {
                throw full(new IOException("less than " + (RESERVE >> 20) + " MB are left"));
            }
        }
    }

    /**
     * Hands out copies, because a stored document could change while an answer or a commit is being written. It also uses an index for the first
     * stage of an aggregation; without that, every aggregation would read the whole collection.
     */
    private static final class Copying extends H2Database {
        private final MVStore file;

        Copying(String name, MVStore file, CursorRegistry cursors) {
            this.file = file; // needed before the constructor of the superclass
            super(name, file, cursors);
        }

        @Override
        public Document handleCommand(Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
            List<Document> stages = command.equals("aggregate") ? Aggregation.parse(query.get("pipeline")) : List.of();
            MongoCollection<Object> collection = stages.isEmpty() ? null : resolveCollection(String.valueOf(query.get(command)), false);
            if (collection == null || !(stages.getFirst().get("$match") instanceof Document first)) {
                return super.handleCommand(channel, command, query, databases, oplog);
            }
            List<Document> found = Aggregation.fromPipeline(stages.subList(1, stages.size()), databases, this, collection, oplog)
                    .runStages(collection.handleQueryAsStream(first));
            return new Document("cursor", new Document("id", 0L).append("ns", collection.getFullName()).append("firstBatch", found)).append("ok", 1.0);
        }

        @Override
        protected MongoCollection<Object> openOrCreateCollection(String collection, CollectionOptions options) {
            String name = getFullCollectionNamespace(collection);
            return new H2Collection(this, collection, options, file.openMap("databases." + name), file.openMap("meta." + name), cursorRegistry) {
                // While an index is made nobody writes. Otherwise a document that is added at that moment would be in it twice or not at all.
                @Override
                public synchronized void addIndex(Index<Object> index) {
                    super.addIndex(index);
                }

                // This goes through the list of indexes, and one may be added to it at that moment.
                @Override
                protected synchronized QueryResult queryDocuments(Document query, Document order, int skip, int limit, int batch, Document fields) {
                    return super.queryDocuments(query, order, skip, limit, batch, fields);
                }

                @Override
                protected QueryResult createQueryResult(List<Document> found, int batch) {
                    return super.createQueryResult(found.stream().map(Document::cloneDeeply).toList(), batch);
                }
            };
        }
    }
}
