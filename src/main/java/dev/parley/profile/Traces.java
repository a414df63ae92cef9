package dev.parley.profile;

import dev.parley.profile.PeopleResource.HostedRoom;
import dev.parley.protocol.UserId;
import java.util.List;
import java.util.Map;

/** What other features store about somebody, for their profile and for the export of their data. This package does not know those features. */
public interface Traces {
    /** The live rooms of this host that the viewer may know of. */
    default List<HostedRoom> hostedBy(UserId host, UserId viewer) {
        return List.of();
    }

    /** Everything that is stored about somebody, by kind. */
    Map<String, Object> storedAbout(UserId account);
}
