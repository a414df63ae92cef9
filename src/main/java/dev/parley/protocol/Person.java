package dev.parley.protocol;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Somebody as others see them. The schema has a name of its own, because the search for people has another record `Person`. */
@Schema(name = "Somebody")
public record Person(String id, String username, @Schema(nullable = true) @Nullable String name, String avatar) {}
