package dev.parley.line;

/** Takes the answer to something that a client said. It is sent when the line is flushed. */
public interface Answer {
    /** Whether the client waits for it. If so, errors are reported here as well. */
    boolean isAwaited();

    void ack(String data);

    /** For this socket only: an answer that was repeated on the next socket would mean something else there. */
    void ackOnce(String data);

    void error(String code, String message);

    void pong();
}
