package dev.parley.protocol;

import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** When a room meets, as others see it. */
public record ScheduleView(@Schema(description = "The first meeting") OffsetDateTime startsAt, OffsetDateTime endsAt,
        @Schema(description = "In minutes") int duration, @Schema(examples = "Europe/Berlin") String timeZone,
        @Schema(nullable = true, examples = "FREQ=WEEKLY;BYDAY=MO", description = "An RRULE of iCalendar. Left out for a single meeting") @Nullable String repeats,
        @Schema(nullable = true, description = "When the meeting begins that is on, or the first one after it. Left out when there is none") @Nullable OffsetDateTime next,
        boolean cancelled,
        @Schema(description = "Whether people can come in now. Until a meeting begins, the host and moderators open the doors by coming in") boolean open) {}
