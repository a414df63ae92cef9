package dev.parley.protocol;

/** How the voices of a room travel: from browser to browser, or through a media server. */
public enum Way {
    MESH("mesh"),
    SERVER("server");

    private final String word;

    Way(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
