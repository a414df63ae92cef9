package dev.parley.protocol;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a room looks. */
public record ThemeView(@Schema(nullable = true, examples = "#0f766e", description = "Left out if none is chosen") @Nullable String colour,
        @Schema(nullable = true, description = "The address of a picture of 1200 by 630. Left out if there is none") @Nullable String cover) {}
