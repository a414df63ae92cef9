package dev.parley.words;

import dev.parley.problem.Problem;
import dev.parley.protocol.ClientMessage;
import dev.parley.protocol.ClientMessage.CallJoin;
import dev.parley.protocol.ClientMessage.Chat;
import dev.parley.protocol.ClientMessage.DeleteChat;
import dev.parley.protocol.ClientMessage.Hand;
import dev.parley.protocol.ClientMessage.Join;
import dev.parley.protocol.ClientMessage.Leave;
import dev.parley.protocol.ClientMessage.Lock;
import dev.parley.protocol.ClientMessage.LowerHand;
import dev.parley.protocol.ClientMessage.MediaConfirm;
import dev.parley.protocol.ClientMessage.MediaIce;
import dev.parley.protocol.ClientMessage.MediaRestart;
import dev.parley.protocol.ClientMessage.Mute;
import dev.parley.protocol.ClientMessage.MuteState;
import dev.parley.protocol.ClientMessage.MuteAll;
import dev.parley.protocol.ClientMessage.MutePeer;
import dev.parley.protocol.ClientMessage.Ping;
import dev.parley.protocol.ClientMessage.Publish;
import dev.parley.protocol.ClientMessage.React;
import dev.parley.protocol.ClientMessage.RelayIce;
import dev.parley.protocol.ClientMessage.RelaySdp;
import dev.parley.protocol.ClientMessage.Remove;
import dev.parley.protocol.ClientMessage.Resume;
import dev.parley.protocol.ClientMessage.SetRole;
import dev.parley.protocol.ClientMessage.Signal;
import dev.parley.protocol.ClientMessage.Speak;
import dev.parley.protocol.ClientMessage.Subscribed;
import dev.parley.protocol.ClientMessage.SwitchSource;
import dev.parley.protocol.ClientMessage.Video;
import dev.parley.protocol.ClientMessage.Watch;
import dev.parley.protocol.Leg;
import dev.parley.protocol.Role;

/** What clients say: which event means which message, and what its data has to contain. Both framings use these words. */
public final class ClientWords {
    /** The only event that is about the line itself and not about a room. */
    public static final String RESUME = "resume";

    private ClientWords() {}

    public static ClientMessage read(String event, Fields data) {
        try {
            return switch (event) {
                case "join" -> new Join(data.room("roomId"), data.optionalText("invite"), data.flag("muted", true));
                case RESUME -> new Resume(data.text("resumeId"), data.number("lastSeq"));
                case "ping" -> new Ping(data.optionalNumber("seq"));
                case "leave" -> new Leave(data.optionalRoom("roomId"));
                case "call:join" -> new CallJoin(data.room("meetingId"), data.user("userId"), data.text("peerId"));
                case "call:leave" -> new Leave(data.room("meetingId"), data.user("userId"));
                case "call:signal" -> new Signal(data.room("meetingId"), data.optionalUser("fromUserId"), data.user("toUserId"),
                        data.signal("signal"), data.optionalText("signalType"));
                case "call:mute" -> new Mute(true, data.room("meetingId"), data.user("userId"));
                case "call:unmute" -> new Mute(false, data.room("meetingId"), data.user("userId"));
                case "call:video-on" -> new Video(true, data.room("meetingId"), data.user("userId"));
                case "call:video-off" -> new Video(false, data.room("meetingId"), data.user("userId"));
                case "relay-sdp" -> new RelaySdp(data.peer("peerId"), data.signal("sessionDescription"));
                case "relay-ice" -> new RelayIce(data.peer("peerId"), data.opaque("icecandidate"));
                case "mute" -> new Mute(true, data.optionalRoom("roomId"), data.optionalUser("userId"));
                case "unmute" -> new Mute(false, data.optionalRoom("roomId"), data.optionalUser("userId"));
                case "mute-info" -> new MuteState(new Mute(data.flag("isMute"), data.optionalRoom("roomId"), data.optionalUser("userId")));
                case "publish" -> new Publish(data.number("epoch"), data.sdp("sessionDescription"), data.tracks("tracks"));
                case "subscribed" -> new Subscribed(data.number("epoch"), data.sdp("sessionDescription"));
                case "watch" -> new Watch(data.number("epoch"), data.pictures("pictures"));
                case "media-ice" -> new MediaIce(leg(data.text("leg")), data.opaque("icecandidate"));
                case "media-restart" -> new MediaRestart(leg(data.text("leg")));
                case "media-confirm" -> new MediaConfirm(data.number("epoch"));
                case "source" -> new SwitchSource(data.source("source"), data.flag("on"), data.optionalUser("userId"));
                case "hand" -> new Hand(data.flag("raised"));
                case "speak" -> new Speak(data.flag("accept"));
                case "chat" -> new Chat(data.text("text"), data.optionalMessage("replyTo"));
                case "chat-delete" -> new DeleteChat(data.message("id"));
                case "react" -> new React(data.text("emoji"), data.optionalMessage("id"), data.flag("on", true));
                case "set-role" -> new SetRole(data.user("userId"), role(data.text("role")));
                case "mute-peer" -> new MutePeer(data.user("userId"), data.flag("muted", true));
                case "mute-all" -> new MuteAll(data.flag("muted", true));
                case "remove" -> new Remove(data.user("userId"), data.flag("ban", false));
                case "lower-hand" -> new LowerHand(data.user("userId"));
                case "lock" -> new Lock(data.flag("locked"));
                default -> throw new Problem("unknown_event", 400, "There is no such event.");
            };
        } catch (IllegalArgumentException bad) {
            throw new Problem("bad_payload", 400, bad.getMessage() + ".");
        }
    }

    private static Leg leg(String word) {
        return Leg.of(word).orElseThrow(() -> new Fields.BadPayload("leg must be publish or subscribe"));
    }

    private static Role role(String word) {
        return Role.of(word).orElseThrow(() -> new Fields.BadPayload("role must be moderator, speaker or listener"));
    }
}
