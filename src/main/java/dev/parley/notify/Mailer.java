package dev.parley.notify;

import jakarta.activation.DataHandler;
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
import jakarta.mail.util.ByteArrayDataSource;
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
    void send(Message.Mail mail) throws MessagingException {
        String charset = StandardCharsets.UTF_8.name();
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(settings.sender().orElseThrow()));
        message.setRecipient(RecipientType.TO, new InternetAddress(mail.to()));
        message.setSubject(mail.subject(), charset);
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Content-Language", mail.language());
        // Nobody reads replies to these mails, and no out-of-office notes should come back.
        message.setHeader("Auto-Submitted", "auto-generated");
        MimeBodyPart text = new MimeBodyPart();
        text.setText(mail.text(), charset, "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(mail.html(), charset, "html");
        MimeMultipart ways = new MimeMultipart("alternative", text, html);
        if (mail.appointment().isPresent()) {
            Message.Appointment appointment = mail.appointment().get();
            MimeBodyPart calendar = new MimeBodyPart();
            // The last of the ways is the best one for programs that know calendars.
            calendar.setDataHandler(new DataHandler(new ByteArrayDataSource(appointment.file().getBytes(StandardCharsets.UTF_8),
                    "text/calendar; charset=" + charset + "; method=" + appointment.method())));
            ways.addBodyPart(calendar);
        }
        message.setContent(ways);
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
