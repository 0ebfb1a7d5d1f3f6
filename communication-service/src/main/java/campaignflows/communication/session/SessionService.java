package campaignflows.communication.session;

import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reading sessions. */
@Singleton
public final class SessionService {
    private final SessionRepository sessions = new SessionRepository();
    private final Database database;

    public SessionService(Database database) {
        this.database = database;
    }

    public SessionView get(UUID tenantId, UUID id) {
        return database.read(handle -> {
            SessionRepository.Row row =
                    sessions.find(handle, tenantId, id).orElseThrow(() -> ProblemException.notFound("session"));
            List<SessionView.Said> messages = new ArrayList<>();
            messages.add(new SessionView.Said(row.startedAt(), SessionView.From.AGENT, firstMessage(row)));
            messages.addAll(sessions.messages(handle, id));
            return new SessionView(
                    row.id(),
                    row.communicationId(),
                    row.status().isFinal() ? SessionView.Status.CLOSED : SessionView.Status.ACTIVE,
                    row.parameters(),
                    row.results(),
                    messages);
        });
    }

    /** What the agent began with: the communication's own text, or what stands for it in a simulation. */
    static String firstMessage(SessionRepository.Row row) {
        if (row.erased()) {
            return "[erased]";
        }
        MessageContent content = row.content();
        String body = content.body();
        if (body == null) {
            return "[simulated conversation %s]".formatted(row.name());
        }
        String subject = content.subject();
        return subject == null || subject.isBlank() ? body : subject + "\n\n" + body;
    }
}
