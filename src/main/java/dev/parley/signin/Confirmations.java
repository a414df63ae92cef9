package dev.parley.signin;

import dev.parley.account.Accounts;
import dev.parley.account.Passwords;
import dev.parley.code.Address;
import dev.parley.code.Codes;
import dev.parley.code.Codes.Purpose;
import dev.parley.code.Dispatch;
import dev.parley.code.Letters;
import dev.parley.problem.Problem;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.session.Asker;
import dev.parley.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Before an account is erased or an address of it changed, its owner has to be there: a session that somebody else got hold of is not enough.
 * The password says so, or a code that is sent to the account's own address. It holds for this session, for a few minutes.
 */
@ApplicationScoped
public class Confirmations {
    @Inject
    Accounts accounts;

    @Inject
    Codes codes;

    @Inject
    Dispatch dispatch;

    @Inject
    Letters letters;

    @Inject
    Guard guard;

    @Inject
    Passwords passwords;

    @Inject
    Sessions sessions;

    /** Where a code went. */
    record Sent(Address to, Codes.Code code) {}

    Sent send(UserId account, String language, Asker asker) {
        Address to = accounts.required(account).reachedBy();
        dispatch.permit(to, asker.network(), true);
        Codes.Code code = codes.make(Purpose.CONFIRM, account.value(), account.value());
        dispatch.send(letters.code(Purpose.CONFIRM, to, code.digits(), language));
        return new Sent(to, code);
    }

    void confirm(UserId account, SessionId session, @Nullable String password, @Nullable String code, Asker asker) {
        Guard.Try now = guard.ownPassword(account, asker);
        if (code != null) {
            codes.use(Purpose.CONFIRM, account.value(), code, null, account.value());
        } else if (password == null || !passwords.matches(password, accounts.required(account).password())) {
            throw Problem.invalid(List.of(new Problem.FieldError("password", "This is not your password.")));
        }
        guard.forgive(now);
        sessions.confirm(session);
    }

    public void require(SessionId session) {
        if (!sessions.isConfirmed(session)) {
            throw new Problem("confirmation_required", 403, "Please confirm this by your password, or by a code that we send you.");
        }
    }
}
