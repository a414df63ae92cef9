package dev.parley.signin;

import dev.parley.account.Account;
import dev.parley.account.Accounts;
import dev.parley.code.Address;
import dev.parley.code.Codes;
import dev.parley.code.Codes.Purpose;
import dev.parley.code.Dispatch;
import dev.parley.code.Letters;
import dev.parley.problem.Problem;
import dev.parley.protocol.SessionId;
import dev.parley.protocol.UserId;
import dev.parley.session.Asker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The e-mail address and the phone number of somebody who is in: added and replaced by proving the new one, and removed. The last one
 * stays, and so does the e-mail address of an account with a password, which is the name that the password goes with.
 */
@ApplicationScoped
public class Addresses {
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
    Confirmations confirmations;

    /** Sends a code there; to somebody else's address a letter that says so instead, which the asker cannot tell from outside. */
    Codes.Code ask(UserId account, SessionId session, Address address, String language, Asker asker) {
        confirmations.require(session);
        guard.askForAddress(account);
        dispatch.permit(address, asker.network(), false);
        Codes.Code code = codes.make(Purpose.ADD, address.claimedBy(account), account.value());
        dispatch.send(address, () -> Optional.of(accounts.by(address).filter(owner -> !owner.id().equals(account)).isPresent()
                ? letters.taken(address, language) : letters.code(Purpose.ADD, address, code.digits(), language)));
        return code;
    }

    Account add(UserId account, Address address, String digits, String language, Asker asker) {
        guard.code(asker);
        Address before = accounts.required(account).address(address.isMail()).orElseGet(() -> accounts.required(account).reachedBy());
        boolean told = dispatch.canTell(before);
        codes.use(Purpose.ADD, address.claimedBy(account), digits, null, account.value());
        accounts.setAddress(account, address);
        if (told && !before.equals(address)) {
            dispatch.tell(before, before.isMail() == address.isMail() ? letters.removed(before, language) : letters.added(before, language));
        }
        return accounts.required(account);
    }

    Account remove(UserId account, SessionId session, boolean mail, String language) {
        confirmations.require(session);
        Optional<Address> there = accounts.required(account).address(mail);
        boolean told = there.isPresent() && dispatch.canTell(there.get());
        Address removed = accounts.removeAddress(account, mail).orElseThrow(() -> mustStay(accounts.required(account), mail));
        if (told) {
            dispatch.tell(removed, letters.removed(removed, language));
        }
        return accounts.required(account);
    }

    /** Erases what the account is, after all that others keep about it; its owner is told. */
    public void erase(UserId account, Runnable others, @Nullable String acceptLanguage) {
        Address owner = accounts.required(account).reachedBy();
        boolean told = dispatch.canTell(owner);
        others.run();
        accounts.delete(account);
        if (told) {
            dispatch.tell(owner, letters.erased(owner, Letters.language(acceptLanguage)));
        }
    }

    private static Problem mustStay(Account account, boolean mail) {
        if (account.address(mail).isEmpty()) {
            return new Problem("not_found", 404, mail ? "Your account has no e-mail address." : "Your account has no phone number.");
        }
        return account.address(!mail).isEmpty()
                ? new Problem("last_address", 409, "This is the only way into your account. Please add another one first.")
                : new Problem("password_needs_email", 409, "Your password goes with this e-mail address. You can replace it by another one.");
    }
}
