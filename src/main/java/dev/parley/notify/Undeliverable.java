package dev.parley.notify;

/** This message will never arrive, however often it is tried; the sender itself is well. */
class Undeliverable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undeliverable(String why) {
        super(why);
    }
}
