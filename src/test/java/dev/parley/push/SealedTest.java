package dev.parley.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SealedTest {
    private static final String POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String AUTH = "BTBZMqHH6r4Tts7J_aSIgg";

    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    @Test
    void makesTheExampleOfTheStandard() throws Exception {
        byte[] ours = bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        ECKey key = new ECKey.Builder(Curve.P_256, Base64URL.encode(Arrays.copyOfRange(ours, 1, 33)), Base64URL.encode(Arrays.copyOfRange(ours, 33, 65)))
                .d(new Base64URL("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")).build();
        byte[] sealed = Sealed.of("When I grow up, I want to be a watermelon".getBytes(StandardCharsets.UTF_8), Sealed.BrowserKeys.of(POINT, AUTH).orElseThrow(),
                new KeyPair(key.toECPublicKey(), key.toECPrivateKey()), bytes("DGv6ra1nlYgDCS1FRnbzlw"));
        assertEquals("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
                Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
    }

    @Test
    void keysAreReadInBothAlphabetsWithPaddingOrWithout() {
        assertTrue(Sealed.BrowserKeys.of(Base64.getEncoder().encodeToString(bytes(POINT)), Base64.getEncoder().encodeToString(bytes(AUTH))).isPresent());
        assertTrue(Sealed.BrowserKeys.of(POINT, AUTH).isPresent());
    }

    @Test
    void whatIsNoKeyIsRefused() {
        byte[] off = bytes(POINT);
        off[64] ^= 1;
        assertFalse(Sealed.BrowserKeys.of(Base64.getUrlEncoder().encodeToString(off), AUTH).isPresent(), "a point beside the curve");
        assertFalse(Sealed.BrowserKeys.of(POINT.substring(4), AUTH).isPresent(), "a short point");
        assertFalse(Sealed.BrowserKeys.of(POINT, AUTH.substring(4)).isPresent(), "a short secret");
        assertFalse(Sealed.BrowserKeys.of("no!", AUTH).isPresent());
        assertFalse(Sealed.BrowserKeys.of(Base64.getUrlEncoder().encodeToString(new byte[65]), AUTH).isPresent(), "nothing but zeros");
        assertFalse(Sealed.BrowserKeys.of("", "").isPresent());
    }
}
