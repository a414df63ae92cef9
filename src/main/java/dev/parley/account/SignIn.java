package dev.parley.account;

import dev.parley.account.Codes.Purpose;
import dev.parley.account.Limits.Limit;
import dev.parley.notify.Messenger;
import dev.parley.notify.Messenger.Channel;
import dev.parley.problem.Problem;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ways into an account. None of them tells whether an address is known here: what is answered, and the work that is done
 * before, is the same. {@code from} is the network address that is asking.
 */
@ApplicationScoped
public class SignIn {
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);
    static final Limit REGISTER_FROM = new Limit("register-from", 30, HOUR);
    static final Limit LOGIN_PAIR = new Limit("login-pair", 10, QUARTER);
    static final Limit LOGIN_FROM = new Limit("login-from", 100, QUARTER);
    static final Limit LOGIN_ACCOUNT = new Limit("login-account", 50, HOUR);
    static final Limit RESEND = new Limit("resend", 3, Duration.ofMinutes(5));
    static final Limit CODES_FROM = new Limit("codes-from", 60, HOUR);
    static final Limit CODES_TO = new Limit("codes-to", 5, QUARTER);
    static final Limit GUESSES_FROM = new Limit("guesses-from", 100, QUARTER);
    static final Limit SMS_PREFIX = new Limit("sms-prefix", 50, HOUR);

    @Inject
    Accounts accounts;

    @Inject
    Codes codes;

    @Inject
    Passwords passwords;

    @Inject
    Limits limits;

    @Inject
    Messenger messenger;

    @Inject
    Letters letters;

    @Inject
    Sessions sessions;

    @Inject
    AccountSettings settings;

    void register(Address email, String password, @Nullable String username, String language, String from) {
        limits.count(REGISTER_FROM, from);
        limits.count(CODES_TO, email.value());
        messenger.requireWorking(Channel.MAIL);
        Passwords.check("password", password);
        Optional<String> fresh = accounts.register(email, passwords.hash(password), username, language);
        Codes.Code code = codes.make(Purpose.VERIFY, email);
        messenger.send(fresh.isPresent() ? letters.code(Purpose.VERIFY, email, code.digits(), language) : letters.known(email, language));
    }

    Account verify(Address email, String digits, String from) {
        limits.count(GUESSES_FROM, from);
        codes.use(Purpose.VERIFY, email, digits, null);
        Account account = accounts.by(email).orElseThrow(SignIn::noLongerThere);
        accounts.verify(account.id());
        return accounts.required(account.id());
    }

    void resend(Address email, String language, String from) {
        limits.count(RESEND, email.value());
        limits.count(CODES_FROM, from);
        messenger.requireWorking(Channel.MAIL);
        Codes.Code code = codes.make(Purpose.VERIFY, email);
        accounts.by(email).filter(account -> !account.verified())
                .ifPresent(_ -> messenger.send(letters.code(Purpose.VERIFY, email, code.digits(), language)));
    }

    Account login(Address email, String password, String from) {
        limits.count(LOGIN_FROM, from);
        limits.count(LOGIN_PAIR, email.value() + " " + from);
        Optional<Account> account = accounts.by(email);
        // Strangers who try many passwords close this door for strangers, not for those who came from here before.
        if (account.isEmpty() || !sessions.knows(account.get().id(), from)) {
            limits.count(LOGIN_ACCOUNT, email.value());
        }
        String hash = account.map(Account::password).orElse(null);
        if (!passwords.matches(password, hash) || account.isEmpty() || hash == null) {
            throw new Problem("bad_credentials", 401, "The e-mail address or the password is wrong.");
        }
        if (!account.get().verified()) {
            throw new Problem("email_not_verified", 401, "Please verify your email before logging in");
        }
        limits.forget(LOGIN_PAIR, email.value() + " " + from);
        if (Passwords.isWeak(hash)) {
            accounts.upgradePassword(account.get().id(), hash, passwords.hash(password));
        }
        return account.get();
    }

    void forgot(Address email, String language, String from) {
        limits.count(CODES_FROM, from);
        limits.count(CODES_TO, email.value());
        messenger.requireWorking(Channel.MAIL);
        Codes.Code code = codes.make(Purpose.RESET, email);
        accounts.by(email).ifPresent(_ -> messenger.send(letters.code(Purpose.RESET, email, code.digits(), language)));
    }

    void reset(Address email, String digits, String password, String from) {
        limits.count(GUESSES_FROM, from);
        Passwords.check("password", password);
        codes.use(Purpose.RESET, email, digits, null);
        Account account = accounts.by(email).orElseThrow(SignIn::noLongerThere);
        accounts.setPassword(account.id(), passwords.hash(password));
        sessions.endAll(account.id());
    }

    void change(String id, String session, String current, String password, String from) {
        limits.count(LOGIN_PAIR, id + " " + from);
        if (!passwords.matches(current, accounts.required(id).password())) {
            throw Problem.invalid(List.of(new Problem.FieldError("current", "This is not your password.")));
        }
        Passwords.check("password", password);
        accounts.setPassword(id, passwords.hash(password));
        sessions.endOthers(id, session);
        limits.forget(LOGIN_PAIR, id + " " + from);
    }

    Codes.Code sendCode(Address to, String language, String from) {
        limits.count(CODES_FROM, from);
        limits.count(CODES_TO, to.value());
        messenger.requireWorking(to.isMail() ? Channel.MAIL : Channel.SMS);
        if (!to.isMail()) {
            mayCost(to.value());
        }
        Codes.Code code = codes.make(Purpose.SIGN_IN, to);
        messenger.send(letters.code(Purpose.SIGN_IN, to, code.digits(), language));
        return code;
    }

    /** Text messages cost money: fraudsters earn it by having them sent to numbers of their own. */
    private void mayCost(String number) {
        if (!settings.smsCountries().isEmpty() && settings.smsCountries().stream().noneMatch(number::startsWith)) {
            throw Problem.invalid(List.of(new Problem.FieldError("phone", "This server sends no text messages to that country.")));
        }
        limits.count(SMS_PREFIX, number.substring(0, Math.min(7, number.length())));
        limits.count(new Limit("sms-day", settings.smsPerDay(), Duration.ofDays(1)), "all");
    }

    Account useCode(Address to, String digits, @Nullable String handle, String language, String from) {
        limits.count(GUESSES_FROM, from);
        codes.use(Purpose.SIGN_IN, to, digits, handle);
        return accounts.required(accounts.proven(to, language));
    }

    private static Problem noLongerThere() {
        return new Problem("code_expired", 401, "This code is no longer valid. Please ask for a new one.");
    }
}
