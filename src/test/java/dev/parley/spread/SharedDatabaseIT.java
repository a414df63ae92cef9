package dev.parley.spread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.parley.harness.Needs;
import dev.parley.harness.OwnServer;
import dev.parley.harness.Person;
import dev.parley.harness.TestPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several nodes share through their database. They start at the same time. */
@OwnServer
@Needs("redis-server")
class SharedDatabaseIT {
    @TempDir
    private static Path folder;

    private static Cluster cluster;

    @BeforeAll
    static void twoNodes() {
        cluster = new Cluster(folder, 2, Map.of());
    }

    @AfterAll
    static void stopAll() {
        cluster.close();
    }

    @Test
    void aTokenOfOneNodeIsGoodOnTheOther() {
        assertEquals(cluster.api(0).get("/api/auth/jwks").json().getJsonArray("keys"), cluster.api(1).get("/api/auth/jwks").json().getJsonArray("keys"));
        assertFalse(Files.exists(folder.resolve("node0/keys.json")));
        for (int node = 0; node < 2; node++) {
            Person ada = Person.called("ada", cluster.api(node));
            assertEquals(200, cluster.at(1 - node, ada).api().get("/api/user").status());
            try (TestPeer peer = cluster.peer(1 - node, ada)) {
                assertEquals(ada.id(), peer.userId());
            }
        }
    }
}
