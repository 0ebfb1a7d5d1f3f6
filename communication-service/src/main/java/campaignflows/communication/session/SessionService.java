package campaignflows.communication.session;

import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.database.Database;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reading sessions. */
@Singleton
public final class SessionService {
    private static final String ERASED = "[erased]";

    private final SessionRepository sessions;
    private final Database database;

    public SessionService(SessionRepository sessions, Database database) {
        this.sessions = sessions;
        this.database = database;
    }

    public SessionView get(UUID tenantId, UUID id) {
        return database.read(tx -> {
            Optional<SessionRepository.Stored> found = sessions.find(tx, tenantId, id);
            if (found.isEmpty()) {
                return sessions.findIncoming(tx, tenantId, id)
                        .map(incoming -> begun(id, incoming))
                        .orElseThrow(() -> ProblemException.notFound("session"));
            }
            SessionRepository.Stored row = found.get();
            List<SessionView.Said> messages = new ArrayList<>();
            // What an external agent says it tells itself.
            if (!row.ofExternalAgent()) {
                messages.add(new SessionView.Said(row.startedAt(), SessionView.From.AGENT, firstMessage(row)));
            }
            messages.addAll(sessions.messages(tx, id));
            return new SessionView(
                    row.id(),
                    row.communicationId(),
                    row.status().isFinal() ? SessionView.Status.CLOSED : SessionView.Status.ACTIVE,
                    row.parameters(),
                    row.results(),
                    messages);
        });
    }

    /** Nobody answers in it: what a flow sends back is a communication with a session of its own. */
    private static SessionView begun(UUID id, SessionRepository.Incoming incoming) {
        String text = incoming.text();
        return new SessionView(
                id,
                null,
                SessionView.Status.CLOSED,
                Map.of(),
                Map.of(),
                List.of(new SessionView.Said(
                        incoming.saidAt(), SessionView.From.CONTACT, text == null ? ERASED : text)));
    }

    /** What the agent began with: the communication's own text, or what stands for it in a simulation. */
    static String firstMessage(SessionRepository.Stored row) {
        if (row.erased()) {
            return ERASED;
        }
        MessageContent content = row.content();
        String body = content.body();
        MessageContent.ApprovedTemplate template = content.template();
        if (template != null) {
            return "[template %s, %s] %s"
                    .formatted(template.name(), template.language(), String.join(" | ", template.variables()))
                    .strip();
        }
        if (body == null) {
            return "[simulated conversation %s]".formatted(row.name());
        }
        String subject = content.subject();
        return subject == null || subject.isBlank() ? body : subject + "\n\n" + body;
    }
}
