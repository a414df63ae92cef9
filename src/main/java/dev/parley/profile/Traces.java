package dev.parley.profile;

import dev.parley.profile.PeopleResource.HostedRoom;
import dev.parley.protocol.UserId;
import java.util.List;
import java.util.Map;

/** What features that this package does not know have of somebody: for their profile, and for the export of their data. */
public interface Traces {
    /** The live rooms of a host that the viewer may know of. */
    List<HostedRoom> hostedBy(UserId host, UserId viewer);

    /** All that is stored about somebody, by what it is. */
    Map<String, Object> storedAbout(UserId account);
}
