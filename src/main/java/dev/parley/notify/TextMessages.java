package dev.parley.notify;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Hands one text message to Twilio. */
@ApplicationScoped
public class TextMessages {
    @Inject
    SmsSettings settings;

    @Inject
    @RestClient
    TwilioApi twilio;

    void send(Message.Sms sms) {
        String account = settings.sid().orElseThrow();
        String secret = account + ":" + settings.token().orElseThrow();
        String authorization = "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        twilio.send(account, authorization, sms.to(), settings.from().orElseThrow(), sms.text());
    }
}
