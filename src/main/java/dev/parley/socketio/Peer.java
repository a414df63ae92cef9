package dev.parley.socketio;

/** Our side of one client's connection to one namespace. */
public interface Peer {
    /** Why it is closed when the client said that it goes. */
    String LEFT = "client namespace disconnect";

    /** One after the other. */
    void event(Event event);

    /** Once; on any thread, and perhaps while an event is still being handled. */
    void closed(String reason);
}
