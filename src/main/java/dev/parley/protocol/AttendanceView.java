package dev.parley.protocol;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How many people come, and what the caller said. */
public record AttendanceView(int yes, int maybe, int no,
        @Schema(nullable = true, enumeration = {"yes", "maybe", "no"}, description = "Left out if the caller has not answered") @Nullable String mine) {

    /** Nobody has answered. */
    public static final AttendanceView NONE = new AttendanceView(0, 0, 0, null);
}
