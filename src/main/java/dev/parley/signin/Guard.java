package dev.parley.signin;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.code.Address;
import dev.parley.limits.Limits;
import dev.parley.limits.Limits.Limit;
import dev.parley.protocol.UserId;
import dev.parley.session.Asker;
import dev.parley.session.SessionCookies;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * How often the ways into an account may be tried. What strangers try closes a door for strangers, and not for a device or a network that
 * the owner came from before. For an address without an account the same is counted as for one that has one.
 */
@ApplicationScoped
class Guard {
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Limit REGISTER_FROM = new Limit("register-from", 30, HOUR);
    private static final Limit LOGIN_PAIR = new Limit("login-pair", 20, QUARTER);
    private static final Limit LOGIN_FROM = new Limit("login-from", 100, QUARTER);
    private static final Limit LOGIN_ACCOUNT = new Limit("login-account", 200, HOUR);
    private static final Limit RESEND = new Limit("resend", 3, Duration.ofMinutes(5));
    private static final Limit RESEND_TO = new Limit("resend-to", 20, HOUR);
    private static final Limit CODES_AGAIN_FROM = new Limit("codes-again-from", 60, HOUR);
    private static final Limit CODES_AT = new Limit("codes-at", 60, HOUR);
    private static final Limit GUESSES_FROM = new Limit("guesses-from", 100, QUARTER);
    /** Many registrations with one address must not bring many times as many guesses at its codes. */
    private static final Limit GUESSES_AT = new Limit("guesses-at", 20, HOUR);
    private static final Limit ADDRESSES_BY = new Limit("addresses-by", 10, HOUR);
    /** Stands for the account of an address that has none, because to ask about nobody takes as long. */
    static final UserId NOBODY = new UserId("nobody");

    @Inject
    Accounts accounts;

    @Inject
    Limits limits;

    @Inject
    Sessions sessions;

    @Inject
    SessionCookies cookies;

    /** A password that is being tried. Once it turns out to be right, nothing is held against them. */
    record Try(String pair) {}

    void forgive(Try right) {
        limits.forget(LOGIN_PAIR, right.pair());
    }

    Try password(Address email, Optional<Account> account, Asker asker) {
        UserId id = account.map(Account::id).orElse(NOBODY);
        Optional<String> device = cookies.device(id, asker);
        Try now = tries(email.value() + " " + device.orElse(asker.network()));
        if (device.isEmpty()) {
            limits.count(LOGIN_FROM, asker.network());
            if (!sessions.knows(id, asker.network())) {
                limits.count(LOGIN_ACCOUNT, email.value());
            }
        }
        return now;
    }

    /** By somebody who is in. */
    Try ownPassword(UserId account, Asker asker) {
        return tries(account + " " + asker.network());
    }

    /** Of a registration that waits for its code. */
    void passwordOfRegistration(Address email, Asker asker) {
        tries(email.value() + " " + asker.network());
    }

    private Try tries(String pair) {
        limits.count(LOGIN_PAIR, pair);
        return new Try(pair);
    }

    void register(Asker asker) {
        limits.count(REGISTER_FROM, asker.network());
    }

    void askAgain(Address email, Asker asker) {
        limits.count(RESEND, email.value() + " " + asker.network());
        limits.count(RESEND_TO, email.value());
        limits.count(CODES_AGAIN_FROM, asker.network());
    }

    void askForAddress(UserId account) {
        limits.count(ADDRESSES_BY, account.value());
    }

    /** A code is guessed at, whatever it is for. */
    void code(Asker asker) {
        limits.count(GUESSES_FROM, asker.network());
    }

    /** One that lets its owner in: many networks must not have many times as many guesses at the codes of one address. */
    void codeOf(Address address, Asker asker) {
        code(asker);
        if (!knows(address, asker)) {
            limits.count(CODES_AT, address.value());
        }
    }

    void codeOfRegistration(Address email) {
        limits.count(GUESSES_AT, email.value());
    }

    /** Whether the account of this address was used from this device or this network. */
    boolean knows(Address address, Asker asker) {
        return cookies.knows(accounts.by(address).map(Account::id).orElse(NOBODY), asker);
    }
}
