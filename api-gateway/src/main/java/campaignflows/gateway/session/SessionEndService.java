package campaignflows.gateway.session;

import campaignflows.gateway.authentication.AuthenticationService;
import campaignflows.gateway.authentication.SecretHash;
import campaignflows.platform.database.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Ends sessions of those whose rights or secrets change: at once in this process, in the others within seconds. */
@Singleton
public class SessionEndService {
    private final SessionRepository sessions;
    private final AuthenticationService authentication;
    private final Transactions transactions;

    public SessionEndService(
            SessionRepository sessions, AuthenticationService authentication, Transactions transactions) {
        this.sessions = sessions;
        this.authentication = authentication;
        this.transactions = transactions;
    }

    /**
     * Ends all sessions of a user in the caller's transaction.
     *
     * @param except the one that stays; null if none does
     */
    public Uni<Void> endAll(Mutiny.Session session, UUID user, @Nullable SecretHash except) {
        return sessions.tokens(session, user)
                .map(tokens ->
                        tokens.stream().filter(token -> !token.equals(except)).toList())
                .call(tokens -> sessions.delete(session, tokens))
                .invoke(this::forgetWhenCommitted)
                .replaceWithVoid();
    }

    /** Has the sessions of a user say this name from now on. */
    public Uni<Void> rename(Mutiny.Session session, UUID user, String name) {
        return sessions.tokens(session, user)
                .call(tokens -> sessions.rename(session, user, name))
                .invoke(this::forgetWhenCommitted)
                .replaceWithVoid();
    }

    private void forgetWhenCommitted(List<SecretHash> tokens) {
        transactions.afterCommit(() -> tokens.forEach(authentication::forget));
    }
}
