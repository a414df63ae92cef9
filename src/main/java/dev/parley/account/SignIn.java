package dev.parley.account;

import dev.parley.code.Address;
import dev.parley.code.Codes;
import dev.parley.code.Codes.Purpose;
import dev.parley.code.Dispatch;
import dev.parley.code.Letters;
import dev.parley.limits.Limits;
import dev.parley.limits.Limits.Limit;
import dev.parley.notify.Messenger;
import dev.parley.notify.Messenger.Channel;
import dev.parley.problem.Problem;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
    static final Limit CODES_AGAIN_FROM = new Limit("codes-again-from", 60, HOUR);
    static final Limit GUESSES_FROM = new Limit("guesses-from", 100, QUARTER);

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
    Dispatch dispatch;

    void register(Address email, String password, @Nullable String username, String language, String from) {
        limits.count(REGISTER_FROM, from);
        dispatch.permit(email);
        Passwords.check("password", password);
        if (username != null) {
            accounts.requireFree(username);
        }
        String hash = passwords.hash(password);
        Codes.Code code = codes.make(Purpose.VERIFY, email.value());
        dispatch.send(email, () -> Optional.of(accounts.register(email, hash, username, language)
                ? letters.code(Purpose.VERIFY, email, code.digits(), language) : letters.known(email, language)));
    }

    Account verify(Address email, String digits, String from) {
        limits.count(GUESSES_FROM, from);
        codes.use(Purpose.VERIFY, email.value(), digits, null);
        Account account = accounts.by(email).orElseThrow(SignIn::noLongerThere);
        accounts.verify(account.id());
        return accounts.required(account.id());
    }

    void resend(Address email, String language, String from) {
        limits.count(RESEND, email.value());
        limits.count(CODES_AGAIN_FROM, from);
        messenger.requireWorking(Channel.MAIL);
        mail(Purpose.VERIFY, email, account -> !account.verified(), language);
    }

    /** A code is made for whoever asks; whether there is somebody to get it, nobody's answer waits for. */
    private void mail(Purpose purpose, Address email, Predicate<Account> wanted, String language) {
        Codes.Code code = codes.make(purpose, email.value());
        dispatch.send(email, () -> accounts.by(email).filter(wanted).map(_ -> letters.code(purpose, email, code.digits(), language)));
    }

    Account login(Address email, String password, String from) {
        limits.count(LOGIN_FROM, from);
        limits.count(LOGIN_PAIR, email.value() + " " + from);
        Optional<Account> account = accounts.by(email);
        // Strangers who try many passwords close this door for strangers, not for those who came from here before.
        // Asked for nobody's account too, because asking takes time.
        if (!sessions.knows(account.map(Account::id).orElse("nobody"), from)) {
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
        dispatch.permit(email, from);
        mail(Purpose.RESET, email, _ -> true, language);
    }

    void reset(Address email, String digits, String password, String from) {
        limits.count(GUESSES_FROM, from);
        Passwords.check("password", password);
        codes.use(Purpose.RESET, email.value(), digits, null);
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
        dispatch.permit(to, from);
        Codes.Code code = codes.make(Purpose.SIGN_IN, to.value());
        dispatch.send(letters.code(Purpose.SIGN_IN, to, code.digits(), language));
        return code;
    }

    Account useCode(Address to, String digits, @Nullable String handle, String language, String from) {
        limits.count(GUESSES_FROM, from);
        codes.use(Purpose.SIGN_IN, to.value(), digits, handle);
        return accounts.required(accounts.proven(to, language));
    }

    private static Problem noLongerThere() {
        return new Problem("code_expired", 401, "This code is no longer valid. Please ask for a new one.");
    }
}
