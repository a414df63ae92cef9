package dev.parley.signalling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.harness.Api;
import dev.parley.harness.Person;
import dev.parley.harness.TestPeer;
import dev.parley.harness.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the programs in docs/integrators.md exactly as they are. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class IntegratorsIT {
    private static final Path FOLDER = Path.of("target/integrators");
    private static final Pattern PROGRAM = Pattern.compile("```(?:js|java)\n(// (\\S+)\n.*?)```", Pattern.DOTALL);
    private static final Duration CEILING = Duration.ofMinutes(1);

    private final Person grace = Person.called("grace");
    private Process program;

    @BeforeAll
    static void unpack() throws IOException {
        Files.createDirectories(FOLDER.resolve("node_modules/peerjs"));
        Matcher program = PROGRAM.matcher(Files.readString(Path.of("docs/integrators.md")));
        Set<String> names = program.results().map(found -> write(found.group(2), found.group(1))).collect(Collectors.toSet());
        assertEquals(Set.of("call.mjs", "room.mjs", "plain.mjs", "Plain.java"), names);
        for (String library : List.of("socket.io-client", "ws")) {
            Path link = FOLDER.resolve("node_modules").resolve(library);
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, Path.of("webapp/node_modules").resolve(library).toAbsolutePath());
            }
        }
        // PeerJS only runs in browsers. This is a substitute with an id and no media.
        write("node_modules/peerjs/package.json", "{\"type\":\"module\",\"main\":\"index.js\"}");
        write("node_modules/peerjs/index.js", """
                export default class Peer {
                  id = "peerjs-of-grace";
                  on(event, then) {
                    if (event === "open") then(this.id);
                  }
                  call() {}
                }
                """);
    }

    private static String write(String name, String text) {
        try {
            Files.writeString(FOLDER.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return name;
    }

    /** Starts a program and waits until it has printed these words, in this order. It runs on to the end of the test, as it may still be sending. */
    private void says(String room, List<String> command, String... words) throws IOException {
        Path output = FOLDER.resolve(command.getLast() + ".log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(FOLDER.toFile());
        builder.environment().putAll(Map.of("SERVER", Api.shared().base().toString(), "TOKEN", grace.token(), "USER_ID", grace.id(), "ROOM", room,
                "MEETING", room));
        program = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        Pattern all = Pattern.compile(List.of(words).stream().map(Pattern::quote).collect(Collectors.joining(".*")), Pattern.DOTALL);
        Until.holds(String.join(" ", command) + " says " + List.of(words), CEILING, () -> {
            String said = said(output);
            if (!program.isAlive()) {
                throw new AssertionError(said);
            }
            return all.matcher(said).find();
        });
    }

    @AfterEach
    void endTheProgram() {
        if (program != null) {
            program.destroy();
        }
    }

    private static String said(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aCallWithPeerJs() throws IOException {
        try (TestPeer ada = TestPeer.called("ada")) {
            String room = ada.person.makesRoom();
            ada.does("call:join", "meetingId", room, "userId", ada.userId(), "peerId", "peerjs-of-ada");
            says(room, List.of("node", "call.mjs"), "calling " + ada.person.username() + " at peerjs-of-ada");
            assertEquals("peerjs-of-grace", ada.hears("call:peer-joined").getString("peerId"));
        }
    }

    @Test
    void aRoomWithTheSocketIoClient() throws IOException {
        try (TestPeer ada = TestPeer.called("ada")) {
            String room = ada.person.makesRoom();
            ada.joins(room);
            says(room, List.of("node", "room.mjs"), "as speaker", "offering to " + ada.person.username());
            assertEquals("offer", ada.hears("session-description").getJsonObject("sessionDescription").getString("type"));
        }
    }

    @Test
    void plainFramesInJavaScript() throws IOException {
        try (TestPeer ada = TestPeer.called("ada")) {
            String room = ada.person.makesRoom();
            ada.joins(room);
            says(room, List.of("node", "plain.mjs"), "as speaker", "offering to " + ada.person.username());
        }
    }

    @Test
    void plainFramesInJava() throws IOException {
        try (TestPeer ada = TestPeer.called("ada")) {
            String room = ada.person.makesRoom();
            ada.joins(room);
            says(room, List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "Plain.java"), "welcome", "\"role\":\"speaker\"", "add-peer");
        }
    }
}
