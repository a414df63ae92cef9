package dev.parley.notify;

import dev.parley.settings.AddressSettings;
import dev.parley.settings.BadSetting;
import dev.parley.settings.StartSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Whether messages stay in the development outbox, where everybody who can reach the server can read them.
 *
 * @param open whether the outbox is used: only if no real sender is set and only this machine is served
 * @param senderless whether other machines are served although no messages can be sent to their users
 */
@Singleton
public record OutboxSettings(boolean open, boolean senderless) implements StartSettings {

    @Inject
    public OutboxSettings(MailSettings mail, SmsSettings sms, AddressSettings addresses) {
        this(!mail.configured() && !sms.configured() && addresses.localOnly(),
                !mail.configured() && !sms.configured() && !addresses.localOnly());
    }

    @Override
    public void check() {
        if (senderless) {
            throw new BadSetting("SMTP_HOST", "is missing: a server for other machines (see APP_ORIGIN, BASE_URL) must be able to send codes; "
                    + "set SMTP_HOST and EMAIL_SENDER, or SMS_SID, SMS_AUTH_TOKEN and SMS_FROM_NUMBER");
        }
    }
}
