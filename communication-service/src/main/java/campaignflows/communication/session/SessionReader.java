package campaignflows.communication.session;

import campaignflows.communication.lifecycle.ResultTypeRepository;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Sessions as callers read them: with results of their types. */
@Singleton
public final class SessionReader {
    private final SessionService sessions;
    private final ResultTypeRepository types;

    public SessionReader(SessionService sessions, ResultTypeRepository types) {
        this.sessions = sessions;
        this.types = types;
    }

    SessionView get(UUID tenantId, UUID id) {
        SessionView view = sessions.get(tenantId, id);
        UUID communicationId = view.communicationId();
        return communicationId == null || view.results().isEmpty()
                ? view
                : view.withResults(ResultTypeRepository.typed(
                        view.results(),
                        types.of(tenantId, List.of(communicationId)).get(communicationId)));
    }
}
