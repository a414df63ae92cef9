package dev.parley.calendar;

import dev.parley.calendar.CalendarFile.Entry;
import dev.parley.lobby.Lobby;
import dev.parley.protocol.RoomId;
import dev.parley.session.Caller;
import dev.parley.session.Tokens;
import dev.parley.settings.AddressSettings;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The meetings of one room, for people's own calendars. */
@Path("/rooms/{id}/calendar.ics")
@RolesAllowed({"user", Tokens.GUEST})
@Tag(name = "Schedule")
public class RoomCalendarResource {
    @Inject
    Lobby lobby;

    @Inject
    AddressSettings addresses;

    @Inject
    Caller caller;

    @GET
    @Produces({CalendarResource.TYPE, MediaType.APPLICATION_JSON})
    @Operation(operationId = "roomCalendar", summary = "The meetings of a room as a file for calendars")
    public Response read(@PathParam("id") RoomId id, @Context Request request) {
        Lobby.Planned planned = lobby.planned(id, caller.id());
        return CalendarResource.answer(CalendarFile.of(List.of(Entry.of(planned.room(), planned.schedule(), addresses)), null), request);
    }
}
