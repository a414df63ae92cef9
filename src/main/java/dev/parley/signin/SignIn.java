package dev.parley.signin;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.account.Passwords;
import dev.parley.account.Registrations;
import dev.parley.account.Registrations.Registration;
import dev.parley.code.Address;
import dev.parley.code.Codes;
import dev.parley.code.Codes.Purpose;
import dev.parley.code.Dispatch;
import dev.parley.code.Letters;
import dev.parley.limits.Limits;
import dev.parley.limits.Limits.Limit;
import dev.parley.notify.Messenger;
import dev.parley.notify.Messenger.Way;
import dev.parley.problem.Problem;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.session.Asker;
import dev.parley.session.Sessions;
import dev.parley.session.SignedIn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ways into an account. None of them tells whether an address is known here: what is answered, and the work that is done
 * before, is the same.
 */
@ApplicationScoped
public class SignIn {
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);
    static final Limit REGISTER_FROM = new Limit("register-from", 30, HOUR);
    static final Limit LOGIN_PAIR = new Limit("login-pair", 20, QUARTER);
    static final Limit LOGIN_FROM = new Limit("login-from", 100, QUARTER);
    static final Limit LOGIN_ACCOUNT = new Limit("login-account", 200, HOUR);
    static final Limit RESEND = new Limit("resend", 3, Duration.ofMinutes(5));
    static final Limit RESEND_TO = new Limit("resend-to", 20, HOUR);
    static final Limit CODES_AT = new Limit("codes-at", 60, HOUR);
    static final Limit CODES_AGAIN_FROM = new Limit("codes-again-from", 60, HOUR);
    static final Limit GUESSES_FROM = new Limit("guesses-from", 100, QUARTER);
    /** Many registrations with one address must not bring many times as many guesses at its codes. */
    static final Limit GUESSES_AT = new Limit("guesses-at", 20, HOUR);
    private static final int PASSWORDS_COMPARED = 5;
    private static final UserId NOBODY = new UserId("nobody");

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
    SignedIn signedIn;

    @Inject
    Dispatch dispatch;

    /** The id of the registration; what is stored of it, and the work, is the same for an address that has an account. */
    UserId register(Address email, String password, @Nullable String username, String language, Asker asker) {
        limits.count(REGISTER_FROM, asker.network());
        dispatch.permit(email, asker.network(), false);
        Passwords.check("password", password);
        if (username != null) {
            accounts.requireFree(username);
        }
        UserId registration = registrations.open(email, passwords.hash(password), username, language, asker);
        Codes.Code code = codes.make(Purpose.VERIFY, email.claimedBy(registration), registration.value());
        dispatch.send(email, () -> Optional.of(accounts.by(email).isPresent() ? letters.known(email, language)
                : letters.code(Purpose.VERIFY, email, code.digits(), language)));
        return registration;
    }

    /** A code proves the registration that it was made for. Which one is meant is settled first: a stranger's may wait beside it, with a code that came later. */
    Account verify(Address email, String digits, @Nullable String password, Asker asker) {
        limits.count(GUESSES_FROM, asker.network());
        Registration meant = registrations.own(email, asker).orElseGet(() -> meant(email, password, asker));
        limits.count(GUESSES_AT, email.value());
        codes.use(Purpose.VERIFY, email.claimedBy(meant.id()), digits, null, meant.id().value());
        Account account = accounts.open(email, meant).orElseThrow(SignIn::noLongerThere);
        registrations.close(email);
        return account;
    }

    /** Without the cookie: the only one from this network, or the one with this password. */
    private Registration meant(Address email, @Nullable String password, Asker asker) {
        List<Registration> waiting = registrations.of(email, asker);
        if (password != null) {
            limits.count(LOGIN_PAIR, email.value() + " " + asker.network());
            return waiting.stream().limit(PASSWORDS_COMPARED).filter(each -> passwords.matches(password, each.password())).findFirst()
                    .orElseThrow(() -> new Problem("bad_credentials", 401, "The e-mail address or the password is wrong."));
        }
        if (waiting.isEmpty()) {
            throw noLongerThere();
        }
        if (waiting.stream().filter(each -> registrations.isFrom(each, asker)).count() != 1) {
            throw new Problem("password_required", 401, "Please give the password that you chose, too: you signed up elsewhere, or more than once.");
        }
        return waiting.getFirst();
    }

    void resend(Address email, String language, Asker asker) {
        limits.count(RESEND, email.value() + " " + asker.network());
        limits.count(RESEND_TO, email.value());
        limits.count(CODES_AGAIN_FROM, asker.network());
        messenger.requireWorking(Way.MAIL);
        Optional<Registration> waiting = waiting(email, asker);
        UserId meant = waiting.map(Registration::id).orElse(NOBODY);
        Codes.Code code = codes.make(Purpose.VERIFY, email.claimedBy(meant), meant.value());
        dispatch.send(email, () -> waiting.filter(_ -> accounts.by(email).isEmpty()).map(_ -> letters.code(Purpose.VERIFY, email, code.digits(), language)));
    }

    /** That of this browser, or else the likeliest. */
    private Optional<Registration> waiting(Address email, Asker asker) {
        return registrations.own(email, asker).or(() -> registrations.of(email, asker).stream().findFirst());
    }

    Account login(Address email, String password, Asker asker) {
        Optional<Account> account = accounts.by(email);
        // Asked for nobody's account too, because asking takes time.
        UserId id = account.map(Account::id).orElse(NOBODY);
        String pair = email.value() + " " + signedIn.device(id, asker).orElse(asker.network());
        limits.count(LOGIN_PAIR, pair);
        // Strangers who try many passwords close this door for strangers, not for a device or a network that the owner came from before.
        if (signedIn.device(id, asker).isEmpty()) {
            limits.count(LOGIN_FROM, asker.network());
            if (!sessions.knows(id, asker.network())) {
                limits.count(LOGIN_ACCOUNT, email.value());
            }
        }
        String hash = account.map(Account::password).orElse(null);
        if (!passwords.matches(password, hash) || account.isEmpty() || hash == null) {
            // Of a registration that waits beside an account the same is said: signing up and then in must not tell whether there is one.
            String waiting = waiting(email, asker).map(Registration::password).orElse(null);
            throw passwords.matches(password, waiting) ? new Problem("email_not_verified", 401, "Please verify your email before logging in")
                    : new Problem("bad_credentials", 401, "The e-mail address or the password is wrong.");
        }
        limits.forget(LOGIN_PAIR, pair);
        if (Passwords.isWeak(hash)) {
            accounts.upgradePassword(account.get().id(), hash, passwords.hash(password));
        }
        return account.get();
    }

    void forgot(Address email, String language, Asker asker) {
        dispatch.permit(email, asker.network(), knows(email, asker));
        // Made for whoever asks; whether there is somebody to get it, nobody's answer waits for.
        Codes.Code code = codes.make(Purpose.RESET, email.value(), asker.network());
        dispatch.send(email, () -> accounts.by(email).map(_ -> letters.code(Purpose.RESET, email, code.digits(), language)));
    }

    void reset(Address email, String digits, String password, Asker asker) {
        limits.count(GUESSES_FROM, asker.network());
        Passwords.check("password", password);
        countGuess(email, asker);
        codes.use(Purpose.RESET, email.value(), digits, null, asker.network());
        Account account = accounts.by(email).orElseThrow(SignIn::noLongerThere);
        accounts.setPassword(account.id(), passwords.hash(password));
        sessions.endAll(account.id());
    }

    void change(UserId id, SessionId session, String current, String password, Asker asker) {
        limits.count(LOGIN_PAIR, id + " " + asker.network());
        if (!passwords.matches(current, accounts.required(id).password())) {
            throw Problem.invalid(List.of(new Problem.FieldError("current", "This is not your password.")));
        }
        Passwords.check("password", password);
        accounts.setPassword(id, passwords.hash(password));
        sessions.endOthers(id, session);
        limits.forget(LOGIN_PAIR, id + " " + asker.network());
    }

    Codes.Code sendCode(Address to, String language, Asker asker) {
        dispatch.permit(to, asker.network(), knows(to, asker));
        Codes.Code code = codes.make(Purpose.SIGN_IN, to.value(), asker.network());
        dispatch.send(letters.code(Purpose.SIGN_IN, to, code.digits(), language));
        return code;
    }

    Account useCode(Address to, String digits, @Nullable String handle, String language, Asker asker) {
        limits.count(GUESSES_FROM, asker.network());
        countGuess(to, asker);
        codes.use(Purpose.SIGN_IN, to.value(), digits, handle, asker.network());
        return accounts.proven(to, language);
    }

    private boolean knows(Address address, Asker asker) {
        return signedIn.knows(accounts.by(address).map(Account::id).orElse(NOBODY), asker);
    }

    /** Many networks must not have many times as many guesses at codes of one address; its owner's are not counted with theirs. */
    private void countGuess(Address address, Asker asker) {
        if (!knows(address, asker)) {
            limits.count(CODES_AT, address.value());
        }
    }

    private static Problem noLongerThere() {
        return new Problem("code_expired", 401, "This code is no longer valid. Please ask for a new one.");
    }
}
