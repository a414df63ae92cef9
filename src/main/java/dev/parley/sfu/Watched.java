package dev.parley.sfu;

import dev.parley.protocol.Picture;
import dev.parley.protocol.Picture.Size;
import dev.parley.protocol.Source;
import dev.parley.protocol.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pictures that somebody has asked to be shown, and how large. */
record Watched(Map<Of, Size> sizes) {

    /** A picture: whose, and of what. */
    record Of(UserId user, Source source) {}

    static Watched of(List<Picture> pictures) {
        Map<Of, Size> sizes = new HashMap<>();
        pictures.forEach(picture -> sizes.put(new Of(picture.userId(), picture.source()), picture.size()));
        return new Watched(sizes);
    }

    /** Empty if it is not to be shown. */
    Optional<Size> size(UserId user, Source source) {
        return Optional.ofNullable(sizes.get(new Of(user, source)));
    }
}
