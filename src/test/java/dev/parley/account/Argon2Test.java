package dev.parley.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class Argon2Test {
    private static final Argon2 CHEAP = new Argon2(256, 1, 1);

    @Test
    void aHashOfAnotherImplementationIsRead() {
        assertTrue(Argon2.matches("password", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"));
    }

    @Test
    void onlyThePasswordMatches() {
        String kept = CHEAP.hash("Grüße");
        assertTrue(Argon2.matches("Grüße", kept));
        assertFalse(Argon2.matches("Grüsse", kept));
        assertFalse(Argon2.matches("", kept));
    }

    @Test
    void theSamePasswordIsStoredDifferentlyEachTime() {
        assertNotEquals(CHEAP.hash("the same"), CHEAP.hash("the same"));
    }

    @Test
    void theEffortIsReadFromTheStoredHash() {
        assertEquals(CHEAP, Argon2.of(CHEAP.hash("x")));
    }

    @Test
    void anythingElseIsNoHash() {
        assertThrows(IllegalStateException.class, () -> Argon2.matches("x", "plain"));
    }
}
