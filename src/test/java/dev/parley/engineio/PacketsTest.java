package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.engineio.Speech.Malformed;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketsTest {

    @Test
    void aBodyHoldsSeveralPackets() throws Malformed {
        List<String> packets = List.of("4hello", "2", "bAQIDBA==");
        assertEquals("4hello\u001e2\u001ebAQIDBA==",
                Packets.payload(List.of(new Packets.Message(new Packets.Text("hello")), Packets.Text.PING, new Packets.Bytes(new byte[] {1, 2, 3, 4}))));
        assertEquals(packets, Packets.split(String.join("\u001e", packets)));
        assertEquals(List.of("", ""), Packets.split("\u001e"));
        assertArrayEquals(new byte[] {1, 2, 3, 4}, Packets.decode("AQIDBA=="));
        assertArrayEquals(new byte[] {1, 2, 3, 4}, Packets.decode("AQID\nBA==\r\n"), "as java.util.Base64 and Android write long ones");
        assertThrows(Malformed.class, () -> Packets.decode("AQ*"));
    }

    @Test
    void theParametersAreReadFromTheAddress() {
        Query query = Query.of("EIO=4&transport=polling&t=x%2&sid=a%2Db", false);
        assertEquals(new Query("4", "polling", "a-b", false), query);
        assertNull(Query.of("transportx=polling", false).transport());
        assertNull(Query.of("sid=%", false).sid());
    }
}
