package dev.parley.account;

import dev.parley.account.Registrations.Registration;
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
    /** Many registrations with one address must not bring many times as many guesses at its codes. */
    static final Limit GUESSES_AT = new Limit("guesses-at", 20, HOUR);
    private static final int PASSWORDS_COMPARED = 5;

    @Inject
    Accounts accounts;

    @Inject
    Registrations registrations;

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

    /** The id of the registration; what is stored of it, and the work, is the same for an address that has an account. */
    String register(Address email, String password, @Nullable String username, String language, String from) {
        limits.count(REGISTER_FROM, from);
        dispatch.permit(email);
        Passwords.check("password", password);
        if (username != null) {
            accounts.requireFree(username);
        }
        String registration = registrations.open(email, passwords.hash(password), username, language, from);
        Codes.Code code = codes.make(Purpose.VERIFY, email.claimedBy(registration));
        dispatch.send(email, () -> Optional.of(accounts.by(email).isPresent() ? letters.known(email, language)
                : letters.code(Purpose.VERIFY, email, code.digits(), language)));
        return registration;
    }

    /** A code proves the registration that it was made for. Which one is meant is settled first: a stranger's may wait beside it, with a code that came later. */
    Account verify(Address email, String digits, @Nullable String password, Optional<String> cookie, String from) {
        limits.count(GUESSES_FROM, from);
        Registration meant = registrations.own(email, cookie, from).orElseGet(() -> meant(email, password, from));
        limits.count(GUESSES_AT, email.value());
        codes.use(Purpose.VERIFY, email.claimedBy(meant.id()), digits, null);
        Account account = accounts.open(email, meant).orElseThrow(SignIn::noLongerThere);
        registrations.close(email);
        return account;
    }

    /** Without the cookie: the only one from this network, or the one with this password. */
    private Registration meant(Address email, @Nullable String password, String from) {
        List<Registration> waiting = registrations.of(email, from);
        if (password != null) {
            limits.count(LOGIN_PAIR, email.value() + " " + from);
            return waiting.stream().limit(PASSWORDS_COMPARED).filter(each -> passwords.matches(password, each.password())).findFirst()
                    .orElseThrow(() -> new Problem("bad_credentials", 401, "The e-mail address or the password is wrong."));
        }
        if (waiting.isEmpty()) {
            throw noLongerThere();
        }
        if (waiting.stream().filter(Registration::fromHere).count() != 1) {
            throw new Problem("password_required", 401, "Please give the password that you chose, too: you signed up elsewhere, or more than once.");
        }
        return waiting.getFirst();
    }

    void resend(Address email, String language, Optional<String> cookie, String from) {
        limits.count(RESEND, email.value());
        limits.count(CODES_AGAIN_FROM, from);
        messenger.requireWorking(Channel.MAIL);
        Optional<Registration> waiting = waiting(email, cookie, from);
        Codes.Code code = codes.make(Purpose.VERIFY, email.claimedBy(waiting.map(Registration::id).orElse("nobody")));
        dispatch.send(email, () -> waiting.filter(_ -> accounts.by(email).isEmpty()).map(_ -> letters.code(Purpose.VERIFY, email, code.digits(), language)));
    }

    /** That of this browser, or else the likeliest. */
    private Optional<Registration> waiting(Address email, Optional<String> cookie, String from) {
        return registrations.own(email, cookie, from).or(() -> registrations.of(email, from).stream().findFirst());
    }

    Account login(Address email, String password, Optional<String> cookie, String from) {
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
            // Of a registration that waits beside an account the same is said: signing up and then in must not tell whether there is one.
            String waiting = waiting(email, cookie, from).map(Registration::password).orElse(null);
            throw passwords.matches(password, waiting) ? new Problem("email_not_verified", 401, "Please verify your email before logging in")
                    : new Problem("bad_credentials", 401, "The e-mail address or the password is wrong.");
        }
        limits.forget(LOGIN_PAIR, email.value() + " " + from);
        if (Passwords.isWeak(hash)) {
            accounts.upgradePassword(account.get().id(), hash, passwords.hash(password));
        }
        return account.get();
    }

    void forgot(Address email, String language, String from) {
        dispatch.permit(email, from);
        // Made for whoever asks; whether there is somebody to get it, nobody's answer waits for.
        Codes.Code code = codes.make(Purpose.RESET, email.value());
        dispatch.send(email, () -> accounts.by(email).map(_ -> letters.code(Purpose.RESET, email, code.digits(), language)));
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
