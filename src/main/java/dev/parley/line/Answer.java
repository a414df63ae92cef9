package dev.parley.line;

/** Where the answer to something that a client said goes. What is put there goes out when the line is flushed. */
public interface Answer {
    /** Whether the client waits for it: then what went wrong is said here, too. */
    boolean isAwaited();

    void ack(String data);

    /** Over this socket only: what is told again to the next one says something else there. */
    void ackOnce(String data);

    void error(String code, String message);

    void pong();
}
