package dev.parley.account;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.parley.code.Address;
import dev.parley.problem.Problem;
import dev.parley.protocol.RoomId;
import dev.parley.protocol.UserId;
import dev.parley.settings.AddressSettings;
import dev.parley.store.Duplicate;
import dev.parley.store.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Accounts as stored. The database keeps addresses and names unique, so of two requests at once only one can win. */
@ApplicationScoped
public class Accounts implements Indexed {
    private static final String COLLECTION = "accounts";
    private static final String GUEST_OF = "guestOf";
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    InstantSource clock;

    @Inject
    AccountRepository repository;

    @Inject
    MongoDatabase database;

    @Inject
    AddressSettings addresses;

    @Inject
    Event<GuestSettled> settled;

    /** A guest of this room has an account now. */
    public record GuestSettled(Account account, RoomId roomId) {}

    @Override
    public List<Index> indexes() {
        return List.of(Index.unique(COLLECTION, Indexes.ascending("email")), Index.unique(COLLECTION, Indexes.ascending("phone")),
                Index.unique(COLLECTION, Indexes.ascending("username")), new Index(COLLECTION, Indexes.ascending("searchName")),
                new Index(COLLECTION, Indexes.ascending(GUEST_OF)));
    }

    public Optional<Account> byId(UserId id) {
        return repository.findById(id);
    }

    /** The accounts with these ids, by id. Those that do not exist are left out. */
    public Map<UserId, Account> byIds(List<UserId> ids) {
        return ids.isEmpty() ? Map.of() : repository.findByIdIn(ids).stream().collect(Collectors.toMap(Account::id, Function.identity()));
    }

    /** The accounts with these ids, in this order. Those that do not exist are left out. */
    public List<Account> inOrder(List<UserId> ids) {
        Map<UserId, Account> people = byIds(ids);
        return ids.stream().flatMap(id -> Optional.ofNullable(people.get(id)).stream()).toList();
    }

    public Account required(UserId id) {
        return byId(id).orElseThrow(Accounts::unknown);
    }

    /** The account of a token. It may have been erased since. */
    public static Problem unknown() {
        return new Problem("unauthorized", 401, "Please sign in.");
    }

    public Optional<Account> byUsername(String username) {
        return repository.findByUsername(username.toLowerCase(Locale.ROOT));
    }

    public Optional<Account> by(Address address) {
        return address.isMail() ? repository.findByEmail(address.value()) : repository.findByPhone(address.value());
    }

    public void requireFree(String username) {
        if (byUsername(username).isPresent()) {
            throw usernameTaken();
        }
    }

    /**
     * Makes the account of a registration whose address has just been proven. Empty when the address has got an account in the meantime.
     *
     * @param guest the guest that this browser was until now
     */
    public Optional<Account> open(Address email, Registrations.Registration registration, Optional<UserId> guest) {
        String wish = registration.username();
        // The username was only a wish until now. Reserving it earlier would have shown whether the address was new.
        Optional<Account> given = wish == null || byUsername(wish).isPresent() ? Optional.empty()
                : made(fresh(registration.id(), email, wish.toLowerCase(Locale.ROOT), registration.password(), registration.language()), guest);
        return given.or(() -> made(fresh(registration.id(), email, madeUp(), registration.password(), registration.language()), guest));
    }

    private Optional<Account> made(Account account, Optional<UserId> guest) {
        return guest.flatMap(id -> adopted(id, account)).or(() -> inserted(account));
    }

    /** A guest gets this account and keeps their id and name, and so their seat and what they wrote. */
    private Optional<Account> adopted(UserId guest, Account account) {
        List<Bson> updates = new ArrayList<>(List.of(set("username", account.username()), set("language", account.language()), set("activated", true),
                Updates.unset(GUEST_OF)));
        account.address(true).ifPresent(mail -> updates.add(set("email", mail.value())));
        account.address(false).ifPresent(phone -> updates.add(set("phone", phone.value())));
        if (account.password() != null) {
            updates.add(set("password", account.password()));
        }
        try {
            Account before = accounts().findOneAndUpdate(and(eq("_id", guest), Filters.exists(GUEST_OF)), combine(updates));
            if (before == null || before.guestOf() == null) {
                return Optional.empty();
            }
            Account now = required(guest);
            settled.fire(new GuestSettled(now, before.guestOf()));
            return Optional.of(now);
        } catch (MongoCommandException | MongoWriteException taken) {
            Duplicate.require(taken);
            return Optional.empty();
        }
    }

    /** A guest of this room, known by this name from now on. Empty if this id has an account by now. */
    public Optional<Account> guest(UserId id, RoomId roomId, String name, String language) {
        try {
            return Optional.ofNullable(accounts().findOneAndUpdate(and(eq("_id", id), eq(GUEST_OF, roomId)), combine(set("name", name),
                    set("searchName", name.toLowerCase(Locale.ROOT)), set("language", language), Updates.setOnInsert("activated", false),
                    Updates.setOnInsert("followers", 0), Updates.setOnInsert("following", 0),
                    Updates.setOnInsert("createdAt", clock.instant().truncatedTo(ChronoUnit.MILLIS))),
                    new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER)));
        } catch (MongoCommandException | MongoWriteException known) {
            Duplicate.require(known);
            return Optional.empty();
        }
    }

    public void deleteGuestsOf(RoomId roomId) {
        accounts().deleteMany(eq(GUEST_OF, roomId));
    }

    private Optional<Account> inserted(Account account) {
        try {
            accounts().insertOne(account);
            return Optional.of(account);
        } catch (MongoWriteException taken) {
            Duplicate.require(taken);
            return Optional.empty();
        }
    }

    /**
     * The account of an address that has just been proven. It is made the first time.
     *
     * @param guest the guest that this browser was until now
     */
    public Account proven(Address address, String language, Optional<UserId> guest) {
        return by(address).or(() -> made(fresh(new UserId(UUID.randomUUID().toString()), address, madeUp(), null, language), guest))
                .or(() -> by(address)).orElseThrow(Accounts::unknown);
    }

    private Account fresh(UserId id, Address address, String username, @Nullable String password, String language) {
        return new Account(id, address.mailOrNull(), address.phoneOrNull(), password, username, null, null, null, false, language,
                clock.instant().truncatedTo(ChronoUnit.MILLIS), 0, 0, null);
    }

    private static String madeUp() {
        StringBuilder name = new StringBuilder("user_");
        RANDOM.ints(10, 0, LETTERS.length()).forEach(i -> name.append(LETTERS.charAt(i)));
        return name.toString();
    }

    /**
     * Gives the account an address that was proven, and returns the one before. If the address belongs to another account by now, this is
     * refused like an expired code.
     */
    public Optional<Address> setAddress(UserId id, Address address) {
        String field = field(address.isMail());
        try {
            return address(accounts().findOneAndUpdate(eq("_id", id), set(field, address.value())), address.isMail());
        } catch (MongoCommandException | MongoWriteException taken) {
            Duplicate.require(taken);
            throw new Problem("code_expired", 401, "This code is no longer valid. Please ask for a new one.");
        }
    }

    /** Removes an address and returns it. The rule that allows this is checked in the same step. */
    public Optional<Address> removeAddress(UserId id, boolean mail) {
        Bson may = and(eq("_id", id), Filters.exists(field(mail)), Filters.exists(field(!mail)));
        return address(accounts().findOneAndUpdate(mail ? and(may, Filters.exists("password", false)) : may, Updates.unset(field(mail))), mail);
    }

    private static Optional<Address> address(@Nullable Account account, boolean mail) {
        return Optional.ofNullable(account).flatMap(known -> known.address(mail));
    }

    private static String field(boolean mail) {
        return mail ? "email" : "phone";
    }

    public void setPassword(UserId id, String password) {
        change(id, set("password", password));
    }

    /** Replaces a hash with a better one, unless the password was changed in the meantime. */
    public void upgradePassword(UserId id, String old, String better) {
        accounts().updateOne(and(eq("_id", id), eq("password", old)), set("password", better));
    }

    /** Changes the profile and returns the account as it is then. Fields that are not in the map stay as they are; a null removes one. */
    public Account describe(UserId id, Map<String, @Nullable String> changes) {
        List<Bson> updates = new ArrayList<>();
        changes.forEach((field, value) -> updates.add(value == null ? Updates.unset(field) : set(field, value)));
        if (changes.get("name") != null) {
            updates.add(set("searchName", String.valueOf(changes.get("name")).toLowerCase(Locale.ROOT)));
            updates.add(set("activated", true));
        }
        return updates.isEmpty() ? required(id) : change(id, combine(updates)).orElseThrow(Accounts::unknown);
    }

    /** Adds to or subtracts from these counts in the database itself, because a number that was read earlier may be out of date. */
    public void count(List<UserId> ids, String field, int by) {
        accounts().updateMany(Filters.in("_id", ids), Updates.inc(field, by));
    }

    /** People whose username or name begins with this text, sorted by username, starting after the given one. */
    public List<Account> beginningWith(String start, String after, int limit) {
        if (start.indexOf('\0') >= 0) {
            return List.of(); // MongoDB's patterns cannot contain it, and no name does.
        }
        Pattern prefix = Pattern.compile("^" + Pattern.quote(start.toLowerCase(Locale.ROOT)));
        return accounts().find(and(Filters.gt("username", after), Filters.or(Filters.regex("username", prefix), Filters.regex("searchName", prefix))))
                .sort(Sorts.ascending("username")).limit(limit).into(new ArrayList<>());
    }

    public void delete(UserId id) {
        repository.deleteById(id);
    }

    /** The full address of the picture, so that pages of every origin can show it. People who set none have a drawn one. */
    public String avatar(Account account) {
        return addresses.base() + "/api/avatars/" + (account.avatar() == null ? "drawn-" + account.id() : account.avatar());
    }

    /** What somebody sees of their own account. */
    public OwnUser own(Account account) {
        return OwnUser.of(account, avatar(account));
    }

    private Optional<Account> change(UserId id, Bson update) {
        try {
            return Optional.ofNullable(accounts().findOneAndUpdate(eq("_id", id), update, new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
        } catch (MongoCommandException | MongoWriteException refused) {
            Duplicate.require(refused);
            throw usernameTaken();
        }
    }

    private static Problem usernameTaken() {
        return new Problem("username_taken", 409, "This username is taken. Please choose another.");
    }

    private MongoCollection<Account> accounts() {
        return database.getCollection(COLLECTION, Account.class);
    }
}
