package dev.parley.live;

import dev.parley.protocol.Person;
import dev.parley.protocol.Role;
import org.jspecify.annotations.Nullable;

/** Somebody at the door, admitted by what is stored: with a role of their own, or with the one that the room gives newcomers. */
public record Guest(Person person, @Nullable Role role) {}
