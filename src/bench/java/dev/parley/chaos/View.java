package dev.parley.chaos;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A room as one client has it in mind after all it was told, or as the server shows it. */
final class View {
    private final Map<String, JsonObject> people = new HashMap<>();

    static View of(JsonArray participants) {
        View view = new View();
        view.restate(participants);
        return view;
    }

    synchronized void restate(JsonArray participants) {
        people.clear();
        participants.getValuesAs(JsonObject.class).forEach(one -> people.put(one.getString("id"), one));
    }

    synchronized void hear(String event, JsonObject data) {
        switch (event) {
            case "arrived" -> people.put(data.getJsonObject("participant").getString("id"), data.getJsonObject("participant"));
            case "remove-peer" -> people.values().removeIf(one -> one.getString("peerId").equals(data.getString("peerId")));
            case "peer-away", "peer-back" -> people.values().stream().filter(one -> one.getString("peerId").equals(data.getString("peerId"))).toList()
                    .forEach(one -> set(one.getString("id"), "away", event.equals("peer-away")));
            case "mute", "unmute" -> set(data.getString("userId"), "isMuted", event.equals("mute"));
            case "mute-info" -> {
                set(data.getString("userId"), "isMuted", data.getBoolean("isMute"));
                set(data.getString("userId"), "mutedByModerator", data.getBoolean("byModerator"));
            }
            case "hand" -> set(data.getString("userId"), "handRaised", data.getBoolean("raised"));
            case "role" -> people.computeIfPresent(data.getString("userId"), (_, one) -> Json.createObjectBuilder(one).add("role", data.getString("role")).build());
            case "room-state" -> restate(data.getJsonArray("participants"));
            default -> {
                // Not about who is in the room and how.
            }
        }
    }

    private void set(String person, String field, boolean value) {
        people.computeIfPresent(person, (_, one) -> Json.createObjectBuilder(one).add(field, value).build());
    }

    /** The peers that can be spoken to, without this person. */
    synchronized List<String> others(String self) {
        return people.values().stream().filter(one -> !one.getString("id").equals(self)).map(one -> one.getString("peerId")).sorted().toList();
    }

    synchronized boolean has(String person) {
        return people.containsKey(person);
    }

    /** The same text means the same room: people, their peers, roles, mutes and hands. */
    @Override
    public synchronized String toString() {
        TreeMap<String, String> lines = new TreeMap<>();
        people.forEach((id, one) -> lines.put(id, one.getString("peerId") + " " + one.getString("role") + (one.getBoolean("isMuted") ? " muted" : "")
                + (one.getBoolean("mutedByModerator") ? " by-moderator" : "") + (one.getBoolean("handRaised") ? " hand" : "") + (one.getBoolean("away") ? " away" : "")));
        return lines.toString();
    }
}
