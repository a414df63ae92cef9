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
import dev.parley.notify.Messenger;
import dev.parley.notify.Messenger.Way;
import dev.parley.problem.Problem;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.session.Asker;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ways into an account. None of them shows whether an address is known here: the answer, and the work before it, is the same in both cases. */
@ApplicationScoped
public class SignIn {
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
    Guard guard;

    @Inject
    Messenger messenger;

    @Inject
    Letters letters;

    @Inject
    Sessions sessions;

    @Inject
    Dispatch dispatch;

    /** Returns the id of the registration. If the address already has an account, what is stored and the work are the same. */
    UserId register(Address email, String password, @Nullable String username, String language, Asker asker) {
        guard.register(asker);
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

    /**
     * A code proves the registration that it was made for. Which registration that is has to be settled first, because a stranger may have made
     * another one with a later code.
     */
    Account verify(Address email, String digits, @Nullable String password, Asker asker, Optional<UserId> guest) {
        guard.code(asker);
        Registration meant = registrations.own(email, asker).orElseGet(() -> meant(email, password, asker));
        guard.codeOfRegistration(email);
        codes.use(Purpose.VERIFY, email.claimedBy(meant.id()), digits, null, meant.id().value());
        Account account = accounts.open(email, meant, guest).orElseThrow(SignIn::noLongerThere);
        registrations.close(email);
        return account;
    }

    /** Without the cookie it is the only registration from this network, or the one with this password. */
    private Registration meant(Address email, @Nullable String password, Asker asker) {
        List<Registration> waiting = registrations.of(email, asker);
        if (password != null) {
            guard.passwordOfRegistration(email, asker);
            return waiting.stream().limit(PASSWORDS_COMPARED).filter(each -> passwords.matches(password, each.password())).findFirst()
                    .orElseThrow(() -> new Problem("bad_credentials", 401, "The e-mail address or the password is wrong."));
        }
        if (waiting.isEmpty()) {
            throw noLongerThere();
        }
        if (waiting.stream().filter(each -> registrations.isFrom(each, asker)).count() != 1) {
            throw new Problem("password_required", 401, "Please enter the password that you chose as well, because you signed up on another network or more than once.");
        }
        return waiting.getFirst();
    }

    void resend(Address email, String language, Asker asker) {
        guard.askAgain(email, asker);
        messenger.requireWorking(Way.MAIL);
        Optional<Registration> waiting = waiting(email, asker);
        UserId meant = waiting.map(Registration::id).orElse(Guard.NOBODY);
        Codes.Code code = codes.make(Purpose.VERIFY, email.claimedBy(meant), meant.value());
        dispatch.send(email, () -> waiting.filter(_ -> accounts.by(email).isEmpty()).map(_ -> letters.code(Purpose.VERIFY, email, code.digits(), language)));
    }

    /** The registration of this browser, or else the most likely one. */
    private Optional<Registration> waiting(Address email, Asker asker) {
        return registrations.own(email, asker).or(() -> registrations.of(email, asker).stream().findFirst());
    }

    Account login(Address email, String password, Asker asker) {
        Optional<Account> account = accounts.by(email);
        Guard.Try now = guard.password(email, account, asker);
        String hash = account.map(Account::password).orElse(null);
        if (!passwords.matches(password, hash) || account.isEmpty() || hash == null) {
            // The answer is the same if the address already has an account: signing up and then in must not show whether it has.
            String waiting = waiting(email, asker).map(Registration::password).orElse(null);
            throw passwords.matches(password, waiting) ? new Problem("email_not_verified", 401, "Please verify your email before logging in")
                    : new Problem("bad_credentials", 401, "The e-mail address or the password is wrong.");
        }
        guard.forgive(now);
        if (Passwords.isWeak(hash)) {
            accounts.upgradePassword(account.get().id(), hash, passwords.hash(password));
        }
        return account.get();
    }

    void forgot(Address email, String language, Asker asker) {
        dispatch.permit(email, asker.network(), guard.knows(email, asker));
        // A code is made for every asker. Whether somebody will get it is found out later, so that the time of the answer does not show it.
        Codes.Code code = codes.make(Purpose.RESET, email.value(), asker.network());
        dispatch.send(email, () -> accounts.by(email).map(_ -> letters.code(Purpose.RESET, email, code.digits(), language)));
    }

    void reset(Address email, String digits, String password, Asker asker) {
        Passwords.check("password", password);
        guard.codeOf(email, asker);
        codes.use(Purpose.RESET, email.value(), digits, null, asker.network());
        Account account = accounts.by(email).orElseThrow(SignIn::noLongerThere);
        accounts.setPassword(account.id(), passwords.hash(password));
        sessions.endAll(account.id());
    }

    void change(UserId id, SessionId session, String current, String password, Asker asker) {
        Guard.Try now = guard.ownPassword(id, asker);
        if (!passwords.matches(current, accounts.required(id).password())) {
            throw Problem.invalid(List.of(new Problem.FieldError("current", "This is not your password.")));
        }
        Passwords.check("password", password);
        accounts.setPassword(id, passwords.hash(password));
        sessions.endOthers(id, session);
        guard.forgive(now);
    }

    Codes.Code sendCode(Address to, String language, Asker asker) {
        dispatch.permit(to, asker.network(), guard.knows(to, asker));
        Codes.Code code = codes.make(Purpose.SIGN_IN, to.value(), asker.network());
        dispatch.send(letters.code(Purpose.SIGN_IN, to, code.digits(), language));
        return code;
    }

    Account useCode(Address to, String digits, @Nullable String handle, String language, Asker asker, Optional<UserId> guest) {
        guard.codeOf(to, asker);
        codes.use(Purpose.SIGN_IN, to.value(), digits, handle, asker.network());
        return accounts.proven(to, language, guest);
    }

    private static Problem noLongerThere() {
        return new Problem("code_expired", 401, "This code is no longer valid. Please ask for a new one.");
    }
}
