package dev.parley.notify;

/** This message can never be delivered, however often it is tried. The sender itself works. */
class Undeliverable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undeliverable(String why) {
        super(why);
    }
}
