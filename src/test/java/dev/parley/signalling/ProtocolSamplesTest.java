package dev.parley.signalling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.line.Outgoing;
import dev.parley.protocol.CallParticipant;
import dev.parley.protocol.ClientMessage;
import dev.parley.protocol.MessageId;
import dev.parley.protocol.Opaque;
import dev.parley.protocol.Participant;
import dev.parley.protocol.PeerId;
import dev.parley.protocol.Person;
import dev.parley.protocol.Leg;
import dev.parley.protocol.Role;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.RoomView;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.ServerMessage.AddPeer;
import dev.parley.protocol.ServerMessage.Arrived;
import dev.parley.protocol.ServerMessage.CallError;
import dev.parley.protocol.ServerMessage.CallIceServers;
import dev.parley.protocol.ServerMessage.CallMuteStatus;
import dev.parley.protocol.ServerMessage.CallPeerJoined;
import dev.parley.protocol.ServerMessage.CallPeerLeft;
import dev.parley.protocol.ServerMessage.CallPeers;
import dev.parley.protocol.ServerMessage.CallSignal;
import dev.parley.protocol.ServerMessage.CallVideoStatus;
import dev.parley.protocol.ServerMessage.ChatDeleted;
import dev.parley.protocol.ServerMessage.DropPeer;
import dev.parley.protocol.ServerMessage.GoAway;
import dev.parley.protocol.ServerMessage.HandRaised;
import dev.parley.protocol.ServerMessage.IceCandidate;
import dev.parley.protocol.ServerMessage.IceServer;
import dev.parley.protocol.ServerMessage.InvitedToSpeak;
import dev.parley.protocol.ServerMessage.Joined;
import dev.parley.protocol.ServerMessage.Link;
import dev.parley.protocol.ServerMessage.Media;
import dev.parley.protocol.ServerMessage.MediaBroken;
import dev.parley.protocol.ServerMessage.MediaCandidate;
import dev.parley.protocol.ServerMessage.MediaMove;
import dev.parley.protocol.ServerMessage.MediaState;
import dev.parley.protocol.ServerMessage.MuteInfo;
import dev.parley.protocol.ServerMessage.Muted;
import dev.parley.protocol.ServerMessage.PeerAway;
import dev.parley.protocol.ServerMessage.PeerBack;
import dev.parley.protocol.ServerMessage.PersonChanged;
import dev.parley.protocol.ServerMessage.Pong;
import dev.parley.protocol.ServerMessage.Published;
import dev.parley.protocol.ServerMessage.Reacted;
import dev.parley.protocol.ServerMessage.RemovePeer;
import dev.parley.protocol.ServerMessage.Removed;
import dev.parley.protocol.ServerMessage.Resync;
import dev.parley.protocol.ServerMessage.RoleChanged;
import dev.parley.protocol.ServerMessage.RoomClosed;
import dev.parley.protocol.ServerMessage.RoomState;
import dev.parley.protocol.ServerMessage.RoomUpdated;
import dev.parley.protocol.ServerMessage.Said;
import dev.parley.protocol.ServerMessage.SessionDescription;
import dev.parley.protocol.ServerMessage.Sources;
import dev.parley.protocol.ServerMessage.SourceStopped;
import dev.parley.protocol.ServerMessage.SpeakAnswered;
import dev.parley.protocol.ServerMessage.Subscribe;
import dev.parley.protocol.ServerMessage.Limits;
import dev.parley.protocol.ServerMessage.Welcome;
import dev.parley.protocol.Source;
import dev.parley.protocol.ThemeView;
import dev.parley.protocol.Track;
import dev.parley.protocol.UserId;
import dev.parley.protocol.Way;
import dev.parley.words.ClientWords;
import dev.parley.words.Frame;
import dev.parley.words.ServerWords;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import dev.parley.words.SignalText;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The samples of the protocol match what the server reads and writes, and what its documents show. */
class ProtocolSamplesTest {
    private static final Path SAMPLES = Path.of("src/test/resources/protocol");
    private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-21T10:05:00Z");
    private static final Person ADA = new Person("a1", "ada", "Ada", "https://voice.example.org/api/avatars/drawn-a1");
    private static final Person GRACE = new Person("g1", "grace", "Grace", "https://voice.example.org/api/avatars/drawn-g1");
    private static final Participant ADA_HERE = seated(ADA, "peer-ada", "host", false);
    private static final Participant GRACE_HERE = seated(GRACE, "peer-grace", "speaker", true);
    private static final RoomView ROOM = new RoomView("r1", "Morning coffee", "Morning coffee", "Before we start", false, "public", false, false, 10, 2, ADA,
            List.of("coffee"), "everyone", "everyone", Instant.parse("2026-11-20T08:00:00Z"), TEN, null, null,
            new ThemeView("#0f766e", "https://voice.example.org/api/covers/c1"));

    private static final List<IceServer> ICE_SERVERS = List.of(new IceServer("stun:stun.example.org:3478", null, null),
            new IceServer("turn:turn.example.org:3478", "1795255200:a1", "c2VjcmV0"));

    private static Participant seated(Person who, String peer, String role, boolean muted) {
        return new Participant(who.id(), peer, who.username(), who.name(), who.avatar(), who.guest(), role, muted, muted ? List.of() : List.of("microphone"), false, false, null, false, TEN);
    }

    /** Every message of the server with its sample. */
    private static Map<String, ServerMessage> said() {
        SignalText sdp = new SignalText(new Opaque(sample("server/session-description").getJsonObject("data").getJsonObject("sessionDescription").toString()));
        Opaque ice = new Opaque(sample("server/ice-candidate").getJsonObject("data").getJsonObject("icecandidate").toString());
        Map<String, ServerMessage> said = new LinkedHashMap<>();
        said.put("welcome", new Welcome(new PeerId("peer-ada"), "QmFzZTY0VXJsU2FmZQ", 20_000, 5_000, List.of("resume", "stage", "chat", "reactions", "moderation", "calls"),
                ICE_SERVERS, new Limits(16, 0)));
        said.put("joined", new Joined(ROOM, Role.SPEAKER, GRACE_HERE, List.of(ADA_HERE, GRACE_HERE), new Media(Way.MESH, 0)));
        said.put("arrived", new Arrived(GRACE_HERE));
        said.put("add-peer", new AddPeer(new PeerId("peer-grace"), false, GRACE));
        said.put("drop-peer", new DropPeer(new PeerId("peer-grace")));
        said.put("remove-peer", new RemovePeer(new PeerId("peer-grace"), new UserId("g1")));
        said.put("peer-away", new PeerAway(new PeerId("peer-grace")));
        said.put("peer-back", new PeerBack(new PeerId("peer-grace")));
        said.put("session-description", new SessionDescription(new PeerId("peer-grace"), sdp));
        said.put("ice-candidate", new IceCandidate(new PeerId("peer-grace"), ice));
        said.put("mute", new Muted(true, new RoomId("r1"), new PeerId("peer-grace"), new UserId("g1")));
        said.put("unmute", new Muted(false, new RoomId("r1"), new PeerId("peer-grace"), new UserId("g1")));
        said.put("mute-info", new MuteInfo(new UserId("g1"), true, true));
        said.put("sources", new Sources(new UserId("g1"), List.of(Source.MICROPHONE, Source.CAMERA)));
        said.put("source-stopped", new SourceStopped(Source.SCREEN, new UserId("a1")));
        said.put("hand", new HandRaised(new UserId("g1"), true, 1, LATER));
        said.put("chat", new Said(new MessageId("m2"), new UserId("g1"), "Good morning", LATER, new MessageId("m1")));
        said.put("chat-deleted", new ChatDeleted(new MessageId("m1"), new UserId("a1")));
        said.put("react", new Reacted(new UserId("g1"), "\uD83D\uDC4F", new MessageId("m1"), true));
        said.put("role", new RoleChanged(new UserId("g1"), Role.SPEAKER));
        said.put("person-changed", new PersonChanged(new UserId("g1"), GRACE));
        said.put("invited-to-speak", new InvitedToSpeak(new UserId("a1")));
        said.put("speak", new SpeakAnswered(new UserId("g1"), false));
        said.put("room-updated", new RoomUpdated(ROOM));
        said.put("room-state", new RoomState(ROOM, List.of(ADA_HERE, GRACE_HERE), new Media(Way.MESH, 0)));
        said.put("media-move", new MediaMove(Way.SERVER, 3, "size"));
        said.put("media-state", new MediaState("down", 1_000L));
        said.put("subscribe", new Subscribe(3, sdpOf("subscribe"), List.of(new Track("0", new UserId("a1"), Source.MICROPHONE)), true));
        said.put("media-restart", new MediaBroken(Leg.PUBLISH));
        said.put("published", new Published(sdpOf("published")));
        said.put("media-ice", new MediaCandidate(Leg.SUBSCRIBE, ice));
        said.put("link", new Link(false));
        said.put("room-closed", new RoomClosed("deleted"));
        said.put("removed", new Removed("banned", true));
        said.put("resync", new Resync("window_over"));
        said.put("go-away", new GoAway("server_stopping", 1_700L));
        said.put("pong", new Pong());
        said.put("call-ice-servers", new CallIceServers(ICE_SERVERS));
        said.put("call-peers-list", new CallPeers(new RoomId("r1"), List.of(new CallParticipant("a1", "peerjs-ada", "ada", false, true, TEN))));
        said.put("call-peer-joined", new CallPeerJoined(new UserId("g1"), "peerjs-grace", "grace"));
        said.put("call-peer-left", new CallPeerLeft(new UserId("g1"), "peerjs-grace", "grace"));
        said.put("call-mute-status", new CallMuteStatus(new UserId("g1"), "grace", true));
        said.put("call-video-status", new CallVideoStatus(new UserId("g1"), "grace", true));
        said.put("call-signal", new CallSignal(new RoomId("r1"), new UserId("g1"), new UserId("a1"), "peerjs-grace", "peerjs-ada", sdp.text(), "offer"));
        said.put("call-error", new CallError("This room is full. Try again when somebody has left.", "ROOM_FULL"));
        return said;
    }

    private static String sdpOf(String name) {
        return sample("server/" + name).getJsonObject("data").getJsonObject("sessionDescription").getString("sdp");
    }

    private static JsonObject sample(String name) {
        try (var reader = Json.createReader(new StringReader(text(name)))) {
            return reader.readObject();
        }
    }

    private static String text(String name) {
        try {
            return Files.readString(SAMPLES.resolve(name + ".json"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(String side) throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES.resolve(side))) {
            return files.map(file -> side + "/" + file.getFileName().toString().replace(".json", "")).sorted().toList();
        }
    }

    private static Set<Class<?>> records(Class<?> sealed) {
        Set<Class<?>> records = new HashSet<>();
        for (Class<?> sub : sealed.getPermittedSubclasses()) {
            records.addAll(sub.isRecord() ? Set.of(sub) : records(sub));
        }
        return records;
    }

    @Test
    void everySampleOfAClientIsUnderstoodAndEveryMessageHasOne() throws Exception {
        Set<Class<?>> seen = new HashSet<>();
        for (String name : names("client")) {
            Frame frame = Frame.read(text(name));
            seen.add(ClientWords.read(frame.event(), frame.data()).getClass());
            assertEquals("7", String.valueOf(frame.id() == null ? null : frame.id().json()));
        }
        Set<Class<?>> all = records(ClientMessage.class);
        all.remove(ClientMessage.Unban.class); // Over REST only, because a banned person is not in the room.
        assertEquals(all, seen);
    }

    @Test
    void everyMessageOfTheServerHasASampleAndIsWrittenLikeIt() {
        Set<Class<?>> seen = new HashSet<>();
        said().forEach((name, message) -> {
            JsonObject sample = sample("server/" + name);
            assertEquals(sample.getString("event"), ServerWords.event(message));
            try (var reader = Json.createReader(new StringReader(ServerWords.data(message, LATER)))) {
                assertEquals(sample.get("data"), reader.readValue());
            }
            seen.add(message.getClass());
        });
        assertEquals(records(ServerMessage.class), seen);
    }

    @Test
    void theFrameOfANumberedMessageIsItsSample() {
        try (var reader = Json.createReader(new StringReader(new Outgoing(new PeerAway(new PeerId("peer-grace")), Instant.EPOCH).numbered(42).text()))) {
            assertEquals(sample("server/peer-away"), reader.readObject());
        }
    }

    @Test
    void answersAreTheirSamples() {
        for (String name : List.of("ack", "pong", "error")) {
            JsonObject sample = sample("server/" + name);
            String data = name.equals("error") ? ServerWords.error("room_full", sample.getJsonObject("data").getString("message")) : "{}";
            try (var reader = Json.createReader(new StringReader(new Outgoing.Reply(name, new Opaque("7"), data).text()))) {
                assertEquals(sample, reader.readObject());
            }
        }
    }

    @Test
    void theDocumentShowsEverySample() throws Exception {
        String document = Files.readString(Path.of("docs/protocol.md"));
        for (String name : Stream.concat(names("client").stream(), names("server").stream()).toList()) {
            assertTrue(document.contains("```json\n" + text(name).strip() + "\n```"), () -> name + " is not in docs/protocol.md as it is");
        }
    }

    @Test
    void theMachineReadableDocumentKnowsEverySample() throws Exception {
        JsonObject messages;
        try (var reader = Json.createReader(Files.newBufferedReader(Path.of("src/main/webapp/asyncapi.json")))) {
            messages = reader.readObject().getJsonObject("components").getJsonObject("messages");
        }
        List<String> samples = Stream.concat(names("client").stream(), names("server").stream()).toList();
        assertEquals(samples.stream().map(name -> name.replace('/', '-')).sorted().toList(), messages.keySet().stream().sorted().toList());
        for (String name : samples) {
            JsonObject message = messages.getJsonObject(name.replace('/', '-'));
            assertEquals(sample(name), message.getJsonArray("examples").getJsonObject(0).getJsonObject("payload"), name);
            JsonObject data = message.getJsonObject("payload").getJsonObject("properties").getJsonObject("data");
            if (data.containsKey("properties")) {
                assertEquals(data.getJsonObject("properties").keySet(), sample(name).getJsonObject("data").keySet(), name);
            }
        }
    }
}
