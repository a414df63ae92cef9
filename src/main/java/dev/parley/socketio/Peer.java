package dev.parley.socketio;

/** Our side of one client's connection to one namespace. */
public interface Peer {

    /** One after the other. */
    void event(Event event);

    /** Once; on any thread, and perhaps while an event is still being handled. */
    void closed(String reason);
}
