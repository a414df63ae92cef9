package dev.parley.protocol;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Somebody as others see them. Named for the API document, which knows another person among the people one searches. */
@Schema(name = "Somebody")
public record Person(String id, String username, @Schema(nullable = true) @Nullable String name, String avatar) {}
