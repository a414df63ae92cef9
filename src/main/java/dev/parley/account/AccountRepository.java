package dev.parley.account;

import dev.parley.protocol.UserId;
import jakarta.data.repository.BasicRepository;
import jakarta.data.repository.Repository;
import java.util.List;
import java.util.Optional;

/** What can be asked of the stored accounts; what changes them stands in {@link Accounts}. */
@Repository
interface AccountRepository extends BasicRepository<Account, UserId> {
    Optional<Account> findByEmail(String email);

    Optional<Account> findByPhone(String phone);

    Optional<Account> findByUsername(String username);

    List<Account> findByIdIn(List<UserId> ids);
}
