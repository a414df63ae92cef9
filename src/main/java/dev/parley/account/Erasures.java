package dev.parley.account;

import dev.parley.cluster.News;
import dev.parley.protocol.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;

/** Tells every feature that an account is erased, on this node and on the others. Each may hear it more than once. */
@ApplicationScoped
public class Erasures {
    private static final String KIND = "account-erased";

    @Inject
    Event<AccountErased> erased;

    @Inject
    News news;

    public void here(UserId id) {
        erased.fire(new AccountErased(id));
    }

    /** Other nodes may still have something to store that was said before. They erase that too. */
    public void elsewhere(UserId id) {
        news.tell(KIND, List.of(id.value()));
    }

    void heard(@Observes News.Heard heard) {
        if (heard.kind().equals(KIND)) {
            here(new UserId(heard.subject()));
        }
    }
}
