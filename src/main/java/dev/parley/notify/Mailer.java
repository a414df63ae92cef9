package dev.parley.notify;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Hands one e-mail to the mail server, through the session that the server keeps (Angus Mail). */
@ApplicationScoped
public class Mailer {
    @Inject
    InstantSource clock;

    @Inject
    MailSettings settings;

    @Resource(lookup = "mail/parley")
    Session session;

    @Retry(maxRetries = 2, delay = 2, delayUnit = ChronoUnit.SECONDS, abortOn = {Undeliverable.class, CircuitBreakerOpenException.class})
    @CircuitBreaker(requestVolumeThreshold = 6, failureRatio = 0.75, delay = 10, delayUnit = ChronoUnit.SECONDS, skipOn = Undeliverable.class)
    @SuppressWarnings("JavaUtilDate") // what Jakarta Mail takes
    void send(dev.parley.notify.Message.Mail mail) throws MessagingException {
        String charset = StandardCharsets.UTF_8.name();
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(settings.sender().orElseThrow()));
        message.setRecipient(RecipientType.TO, new InternetAddress(mail.to()));
        message.setSubject(mail.subject(), charset);
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Content-Language", mail.language());
        // Nobody is there to read an answer, and no out-of-office note should come back.
        message.setHeader("Auto-Submitted", "auto-generated");
        MimeBodyPart text = new MimeBodyPart();
        text.setText(mail.text(), charset, "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(mail.html(), charset, "html");
        message.setContent(new MimeMultipart("alternative", text, html));
        try {
            Transport.send(message);
        } catch (SendFailedException refused) {
            if (refused.getInvalidAddresses() != null && refused.getInvalidAddresses().length > 0) {
                throw new Undeliverable("the mail server refuses the recipient");
            }
            throw refused;
        }
    }
}
