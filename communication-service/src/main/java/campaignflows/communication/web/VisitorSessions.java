package campaignflows.communication.web;

import campaignflows.communication.lifecycle.Communication;
import campaignflows.communication.lifecycle.Message;
import campaignflows.communication.optout.OptOutRepository;
import campaignflows.communication.optout.OptOutRepository.OptOut;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Sessions that external agents hold with visitors. An agent has no way to a browser but this one: what it says in its session is
 * shown as what message agents send is, with the same receipts. Browsers find it when their replica looks for news.
 */
@Singleton
public final class VisitorSessions {
    private final VisitorSessionRepository sessions;
    private final WebMessageRepository messages;
    private final OptOutRepository optOuts;
    private final Database database;

    public VisitorSessions(
            VisitorSessionRepository sessions,
            WebMessageRepository messages,
            OptOutRepository optOuts,
            @Identifier("work") Database database) {
        this.sessions = sessions;
        this.messages = messages;
        this.optOuts = optOuts;
        this.database = database;
    }

    /** Keeps whose the session is, before its agent is asked for it; false: the person was erased. */
    public boolean begin(UUID communicationId, UUID channelId, String webId) {
        return database.inTransaction(tx -> sessions.store(tx, communicationId, new Visitor(channelId, webId)));
    }

    /**
     * Whose the session is, if it is on a web channel; nobody else stores a message for the visitor before the transaction ends.
     * To be called before communications are locked, as whoever sends such messages does.
     */
    public Optional<Visitor> hold(Tx tx, UUID communicationId) {
        Optional<Visitor> visitor = sessions.visitor(tx, communicationId);
        visitor.ifPresent(held -> messages.lock(tx, held));
        return visitor;
    }

    /**
     * Shows the visitor what the agent has said, once for each of its numbers in the session.
     *
     * @param said all of the agent's event, in its order
     * @throws ProblemException 422 if something of it cannot be shown, or the contact does not want it any more
     */
    public void say(Tx tx, Communication session, Visitor visitor, List<Message> said, Instant now) {
        List<ProblemError> errors = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            String text = said.get(i).text();
            if (isOfAgent(said.get(i)) && text.codePointCount(0, text.length()) > WebSenderFactory.MAX_TEXT) {
                errors.add(ProblemError.ofField(
                        "data.messages[%d].text".formatted(i),
                        "Give at most %d characters: the web chat shows no more".formatted(WebSenderFactory.MAX_TEXT)));
            }
        }
        if (optOuts.of(tx, Set.of(session.customerId())).contains(new OptOut(session.customerId(), ChannelType.WEB))) {
            errors.add(ProblemError.ofField(
                    "data.messages", "The contact has opted out of web chat: say nothing more, and end the session"));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid("The event is not valid, and nothing of it took effect")
                    .withErrors(errors);
        }
        said.stream()
                .filter(VisitorSessions::isOfAgent)
                .forEach(message -> messages.store(
                        tx,
                        new WebMessageRepository.Part(session.id(), message.number()),
                        visitor,
                        message.text(),
                        now));
    }

    private static boolean isOfAgent(Message message) {
        return message.sender() == Message.Sender.AGENT;
    }
}
