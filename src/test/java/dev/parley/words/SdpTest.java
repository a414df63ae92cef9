package dev.parley.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.protocol.Opaque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a listener may say about their media: only what every browser reads as not sending. Lines end with {@code |} here. */
class SdpTest {
    private static final String AUDIO = "v=0|o=- 1 1 IN IP4 127.0.0.1|s=-|t=0 0|m=audio 9 UDP/TLS/RTP/SAVPF 111|";
    private static final String DATA = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel|a=sctp-port:5000|";

    private static SignalText description(String sdp) {
        return new SignalText(new Opaque("{\"type\":\"offer\",\"sdp\":\"" + sdp.replace("|", "\\r\\n") + "\"}"));
    }

    @Test
    void soundAloneAnnouncesNoPictures() {
        String video = "m=video 9 UDP/TLS/RTP/SAVPF 96|";
        assertFalse(description(AUDIO + "a=sendrecv|").sendsPictures());
        assertFalse(description(AUDIO + "a=sendrecv|" + DATA).sendsPictures());
        assertFalse(description(AUDIO + "a=sendrecv|" + video + "a=recvonly|").sendsPictures());
        assertTrue(description(AUDIO + "a=sendrecv|" + video + "a=sendonly|").sendsPictures());
        assertTrue(description(AUDIO + "a=sendrecv|" + video).sendsPictures());
        assertTrue(description(AUDIO + "a=sendrecv|m=VIDEO 9 UDP/TLS/RTP/SAVPF 96|").sendsPictures());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "v=0|s=-|t=0 0|",
        AUDIO + "a=recvonly|",
        AUDIO + "a=inactive|",
        AUDIO + "a=mid:0|a=recvonly|a=rtcp-mux|",
        AUDIO + "a=recvonly|m=video 9 UDP/TLS/RTP/SAVPF 96|a=inactive|",
        "v=0|" + DATA,
        "v=0|" + DATA + "a=sendrecv|",
        AUDIO + "a=recvonly|" + DATA,
        "v=0|m=audio 0 UDP/TLS/RTP/SAVPF 111|a=sendrecv|",
        AUDIO + "a=recvonly|a=ssrc:1 cname:a=sendrecv|",
    })
    void receivingIsFine(String sdp) {
        assertFalse(description(sdp).sends());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        AUDIO + "a=sendrecv|",
        AUDIO + "a=sendonly|",
        AUDIO + "a=mid:0|",
        AUDIO,
        "v=0|a=recvonly|m=audio 9 UDP/TLS/RTP/SAVPF 111|",
        "v=0|a=sendrecv|m=audio 9 UDP/TLS/RTP/SAVPF 111|",
        AUDIO + "a=recvonly|m=audio 9 UDP/TLS/RTP/SAVPF 111|a=sendrecv|",
        AUDIO + "a=sendrecv|m=audio 9 UDP/TLS/RTP/SAVPF 111|a=recvonly|",
        AUDIO + "m=audio 9 UDP/TLS/RTP/SAVPF 111|a=recvonly|",
        AUDIO + "a=recvonly|m=video 9 UDP/TLS/RTP/SAVPF 96|a=sendonly|",
        AUDIO + "a=recvonly|a=sendrecv|",
        AUDIO + "a=sendrecv|a=recvonly|",
        AUDIO + "a=sendrecv:1|a=recvonly|",
        AUDIO + "A=SENDRECV|a=recvonly|",
        AUDIO + "A=RECVONLY|",
        AUDIO + " a=recvonly|",
        AUDIO + "a=recvonly x|",
        AUDIO + "a=\\u0073endrecv|",
        AUDIO + "\\u0061=sendrecv|a=recvonly|",
        "v=0|m=audio 0 UDP/TLS/RTP/SAVPF 111|a=bundle-only|a=sendrecv|",
        "v=0|m=audio 0 UDP/TLS/RTP/SAVPF 111|a=bundle-only|",
        "v=0|m=audio 00 UDP/TLS/RTP/SAVPF 111|a=sendrecv|",
        "v=0|m=audio\\t0 UDP/TLS/RTP/SAVPF 111|a=sendrecv|",
        "v=0|M=AUDIO 9 UDP/TLS/RTP/SAVPF 111|a=sendrecv|",
        "v=0| m=audio 9 UDP/TLS/RTP/SAVPF 111|a=sendrecv|",
        "v=0|" + DATA + "m=audio 9 UDP/TLS/RTP/SAVPF 111|a=sendrecv|",
        AUDIO + "a=recvonly| m=application 9 x y|a=sendrecv|",
        AUDIO + "a=recvonly|a=x\\u2028m=application 9 x y|a=sendrecv|",
        AUDIO + "a=x\\ra=recvonly|",
        AUDIO + "\\u0000|a=recvonly|",
        "v=0\\nm=audio 9 UDP/TLS/RTP/SAVPF 111\\na=sendrecv\\n",
    })
    void whatAnyBrowserMightReadAsSendingIsNot(String sdp) {
        assertTrue(description(sdp).sends());
    }

    @Test
    void plainLineEndsAreReadToo() {
        assertFalse(Sdp.sendsMedia("v=0\nm=audio 9 UDP/TLS/RTP/SAVPF 111\na=recvonly\n"));
        assertTrue(Sdp.sendsMedia("m=audio 9 UDP/TLS/RTP/SAVPF 111\na=sendrecv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"type\":\"offer\",\"sdp\":\"v=0\",\"sdp\":\"m=audio 9 x 1\\r\\na=sendrecv\"}",
        "{\"type\":\"offer\",\"sdp\":\"m=audio 9 x 1\\r\\na=sendrecv\",\"sdp\":\"v=0\"}",
        "{\"type\":\"offer\",\"\\u0073dp\":\"m=audio 9 x 1\\r\\na=sendrecv\"}",
        "{\"type\":\"offer\",\"sdp\":[\"v=0\"]}",
        "{\"type\":\"offer\",\"sdp\":{\"a\":1}}",
        "{\"type\":\"offer\",\"sdp\":12}",
        "{\"type\":\"offer\",\"sdp\":\"v=0\"",
        "{\"type\":\"offer\",",
    })
    void theJsonAroundItHidesNothing(String json) {
        assertTrue(new SignalText(new Opaque(json)).sends());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"rollback\"}", "{\"type\":\"rollback\",\"sdp\":\"\"}", "{\"type\":\"rollback\",\"sdp\":null}", "{}"})
    void withoutADescriptionNothingIsSent(String json) {
        assertEquals(false, new SignalText(new Opaque(json)).sends());
    }
}
