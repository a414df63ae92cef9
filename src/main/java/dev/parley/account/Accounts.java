package dev.parley.account;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
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
import dev.parley.protocol.UserId;
import dev.parley.settings.AddressSettings;
import dev.parley.store.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
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

/** Accounts as stored. That addresses and names are unique is the database's business: two who come at once cannot both win. */
@ApplicationScoped
public class Accounts implements Indexed {
    private static final String COLLECTION = "accounts";
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

    @Override
    public List<Index> indexes() {
        return List.of(Index.unique(COLLECTION, Indexes.ascending("email")), Index.unique(COLLECTION, Indexes.ascending("phone")),
                Index.unique(COLLECTION, Indexes.ascending("username")), new Index(COLLECTION, Indexes.ascending("searchName")));
    }

    public Optional<Account> byId(UserId id) {
        return repository.findById(id);
    }

    /** Those of these people who are there, by their ids. */
    public Map<UserId, Account> byIds(List<UserId> ids) {
        return ids.isEmpty() ? Map.of() : repository.findByIdIn(ids).stream().collect(Collectors.toMap(Account::id, Function.identity()));
    }

    /** Those of these people who are there, in this order. */
    public List<Account> inOrder(List<UserId> ids) {
        Map<UserId, Account> people = byIds(ids);
        return ids.stream().flatMap(id -> Optional.ofNullable(people.get(id)).stream()).toList();
    }

    public Account required(UserId id) {
        return byId(id).orElseThrow(Accounts::unknown);
    }

    /** Of a token whose account is no longer there. */
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

    /** The account of a registration whose address has just been proven; none when the address has one by now. */
    public Optional<Account> open(Address email, Registrations.Registration registration) {
        String wish = registration.username();
        // The username is only wished for until now: whether it went away would tell whether the address was new.
        Optional<Account> given = wish == null || byUsername(wish).isPresent() ? Optional.empty()
                : inserted(fresh(registration.id(), email, wish.toLowerCase(Locale.ROOT), registration.password(), registration.language()));
        return given.or(() -> inserted(fresh(registration.id(), email, madeUp(), registration.password(), registration.language())));
    }

    private Optional<Account> inserted(Account account) {
        try {
            accounts().insertOne(account);
            return Optional.of(account);
        } catch (MongoWriteException taken) {
            requireDuplicate(taken);
            return Optional.empty();
        }
    }

    /** The account of an address that has just been proven, made on its first use. */
    public Account proven(Address address, String language) {
        return by(address).or(() -> inserted(fresh(new UserId(UUID.randomUUID().toString()), address, madeUp(), null, language)))
                .or(() -> by(address)).orElseThrow(Accounts::unknown);
    }

    private Account fresh(UserId id, Address address, String username, @Nullable String password, String language) {
        return new Account(id, address.mailOrNull(), address.phoneOrNull(), password, username, null, null, null, false, language,
                clock.instant().truncatedTo(ChronoUnit.MILLIS), 0, 0);
    }

    private static String madeUp() {
        StringBuilder name = new StringBuilder("user_");
        RANDOM.ints(10, 0, LETTERS.length()).forEach(i -> name.append(LETTERS.charAt(i)));
        return name.toString();
    }

    /** Makes an address that was proven this account's own; the one before. Refused like a stale code when it is somebody else's by now. */
    public Optional<Address> setAddress(UserId id, Address address) {
        String field = field(address.isMail());
        try {
            return address(accounts().findOneAndUpdate(eq("_id", id), set(field, address.value())), address.isMail());
        } catch (MongoCommandException | MongoWriteException taken) {
            requireDuplicate(taken);
            throw new Problem("code_expired", 401, "This code is no longer valid. Please ask for a new one.");
        }
    }

    /** Takes an address away, in one step with the rule that it may go; what it was. */
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

    /** Replaces a hash by a better one, unless the password was changed meanwhile. */
    public void upgradePassword(UserId id, String old, String better) {
        accounts().updateOne(and(eq("_id", id), eq("password", old)), set("password", better));
    }

    /** Changes what others see; what is not in the map stays, and a null is taken away. The account as it is then. */
    public Account describe(UserId id, Map<String, @Nullable String> changes) {
        List<Bson> updates = new ArrayList<>();
        changes.forEach((field, value) -> updates.add(value == null ? Updates.unset(field) : set(field, value)));
        if (changes.get("name") != null) {
            updates.add(set("searchName", String.valueOf(changes.get("name")).toLowerCase(Locale.ROOT)));
            updates.add(set("activated", true));
        }
        return updates.isEmpty() ? required(id) : change(id, combine(updates)).orElseThrow(Accounts::unknown);
    }

    /** Counts somebody in or out at each of these, with what the database holds and not with what was read before. */
    public void count(List<UserId> ids, String field, int by) {
        accounts().updateMany(Filters.in("_id", ids), Updates.inc(field, by));
    }

    /** People whose username or name begins so, by username; from after the given one. */
    public List<Account> beginningWith(String start, String after, int limit) {
        if (start.indexOf('\0') >= 0) {
            return List.of(); // MongoDB's patterns cannot hold it, and no name does.
        }
        Pattern prefix = Pattern.compile("^" + Pattern.quote(start.toLowerCase(Locale.ROOT)));
        return accounts().find(and(Filters.gt("username", after), Filters.or(Filters.regex("username", prefix), Filters.regex("searchName", prefix))))
                .sort(Sorts.ascending("username")).limit(limit).into(new ArrayList<>());
    }

    public void delete(UserId id) {
        repository.deleteById(id);
    }

    /** Where the picture is, for pages of every origin; a drawn one where none was set. */
    public String avatar(Account account) {
        return addresses.base() + "/api/avatars/" + (account.avatar() == null ? "drawn-" + account.id() : account.avatar());
    }

    /** Somebody as they see themselves. */
    public OwnUser own(Account account) {
        return OwnUser.of(account, avatar(account));
    }

    private Optional<Account> change(UserId id, Bson update) {
        try {
            return Optional.ofNullable(accounts().findOneAndUpdate(eq("_id", id), update, new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
        } catch (MongoCommandException | MongoWriteException refused) {
            requireDuplicate(refused);
            throw usernameTaken();
        }
    }

    private static void requireDuplicate(MongoException refused) {
        if (ErrorCategory.fromErrorCode(refused.getCode()) != ErrorCategory.DUPLICATE_KEY) {
            throw refused;
        }
    }

    private static Problem usernameTaken() {
        return new Problem("username_taken", 409, "This username is taken. Please choose another.");
    }

    private MongoCollection<Account> accounts() {
        return database.getCollection(COLLECTION, Account.class);
    }
}
