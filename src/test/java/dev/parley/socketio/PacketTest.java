package dev.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.engineio.Speech.Malformed;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "0{\"token\":\"123\"}", "0/admin,{\"sid\":\"x\"}", "1", "1/admin,", "2[\"foo\"]", "2/admin,[\"bar\"]", "212[\"foo\"]",
        "3/admin,13[\"bar\"]", "4{\"message\":\"Not authorized\"}", "51-[\"baz\",{\"_placeholder\":true,\"num\":0}]",
        "52-/admin,[\"baz\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]", "61-15[\"bar\",{\"_placeholder\":true,\"num\":0}]"})
    void everyExampleOfTheSpecificationIsReadAndWritten(String text) throws Malformed {
        Packet packet = Packet.read(text);
        assertEquals(text, Packet.write(packet.type(), packet.attachments(), packet.namespace(), packet.id(), packet.json()));
    }

    @Test
    void argumentsStayUnchanged() throws Malformed {
        Json.Call said = Json.event(Packet.read("2[ \"a\\n\" , 1e400 ,{\"x\":[1, 2]} , \"\\u20ac\\\"\" ,true,null,-0.0]"));
        assertEquals("a\n", said.event());
        assertEquals(List.of("1e400", "{\"x\":[1, 2]}", "\"\\u20ac\\\"\"", "true", "null", "-0.0"), said.arguments());
    }

    @Test
    void longArgumentsStayUnchanged() throws Malformed {
        String text = "\"" + "äöü€😀".repeat(30_000) + "\"";
        assertEquals(List.of(text, "[" + text + "]", "1"), Json.event(Packet.read("2[\"a\"," + text + ",[" + text + "], 1]")).arguments());
    }

    @Test
    void aNumberMayNameAnEvent() throws Malformed {
        assertEquals("7", Json.event(Packet.read("2[7]")).event());
    }

    @Test
    void textIsQuoted() {
        assertEquals("2/a,[\"x\\\"\\n\",1]", Packet.event("/a", null, "x\"\n", List.of("1"), 0));
        assertEquals("37[]", Packet.ack("/", 7, List.of(), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"51-[\"a\",{\"_placeholder\":true,\"num\":-1}]", "51-[\"a\",{\"_placeholder\":true,\"num\":1}]", "51-[\"a\",{\"_placeholder\":true}]",
        "51-[\"a\",{\"_placeholder\":true,\"num\":0.5}]", "51-[\"a\",{\"num\":99999999999,\"_placeholder\":true}]", "51-[\"a\",{\"_placeholder\":true,\"num\":\"0\"}]"})
    void aPlaceholderForMissingBytesIsRefused(String text) {
        assertThrows(Malformed.class, () -> Json.event(Packet.read(text)));
    }

    @Property
    void everyInputIsReadOrRefused(@ForAll String text) {
        try {
            Packet packet = Packet.read(text);
            Json.event(packet);
            Json.arguments(packet);
            Json.object(packet.json());
        } catch (Malformed refused) {
            assertEquals(Malformed.class, refused.getClass());
        }
    }
}
