package dev.parley.member;

import dev.parley.protocol.Role;
import jakarta.nosql.AttributeConverter;

/** Stores a role as the word that it has in messages. */
public class RoleWord implements AttributeConverter<Role, String> {
    @Override
    public String convertToDatabaseColumn(Role role) {
        return role.word();
    }

    @Override
    public Role convertToEntityAttribute(String word) {
        return Role.of(word).orElseThrow();
    }
}
