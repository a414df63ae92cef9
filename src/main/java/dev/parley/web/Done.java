package dev.parley.web;

/** The answer when there is nothing to say except that it is done. */
public record Done(boolean success, String message) {
    public Done(String message) {
        this(true, message);
    }
}
