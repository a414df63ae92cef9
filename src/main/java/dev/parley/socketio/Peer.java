package dev.parley.socketio;

/** Our side of one client's connection to one namespace. */
public interface Peer {
    /** The reason when the client said that it is leaving. */
    String LEFT = "client namespace disconnect";

    /** Called for one event after the other. */
    void event(Event event);

    /** Called once. It may be called on any thread, perhaps while an event is still being handled. */
    void closed(String reason);
}
