package campaignflows.communication.external;

import campaignflows.communication.agent.Agent;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.http.ProviderHttp;
import campaignflows.communication.http.ProviderResponse;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.sending.MessageSender;
import campaignflows.communication.sending.ProviderMessage;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.storage.Columns;
import campaignflows.communication.web.VisitorSessions;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.MessageContent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** One external agent, with the settings and secrets that it had when its communications were claimed. */
public final class AgentEndpoint {
    private static final Logger LOG = Logger.getLogger(AgentEndpoint.class);
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final Agent agent;
    private final URI uri;
    private final List<WebhookSecret> secrets;
    private final String callback;
    private final ProviderHttp http;
    private final VisitorSessions visitors;
    private final int slots;
    private final Clock clock;

    AgentEndpoint(
            Agent agent,
            URI uri,
            List<WebhookSecret> secrets,
            String callback,
            ProviderHttp http,
            VisitorSessions visitors,
            int slots,
            Clock clock) {
        this.agent = agent;
        this.uri = uri;
        this.secrets = List.copyOf(secrets);
        this.callback = callback;
        this.http = http;
        this.visitors = visitors;
        this.slots = slots;
        this.clock = clock;
    }

    /** Hands over the session of one communication. */
    public MessageSender session(Channel channel, UUID campaignId, UUID participantId, String name) {
        return new Session(channel, campaignId, participantId, name);
    }

    /** Tells the agent something; a repeat has the same id. */
    ProviderResponse tell(UUID noticeId, AgentNotice notice) {
        return post("notice_" + noticeId, Map.of(), Columns.json(notice).getBytes(StandardCharsets.UTF_8));
    }

    private ProviderResponse post(String webhookId, Map<String, String> more, byte[] body) {
        long now = clock.instant().getEpochSecond();
        Map<String, String> headers = new HashMap<>(more);
        headers.put(StandardWebhook.ID, webhookId);
        headers.put(StandardWebhook.TIMESTAMP, Long.toString(now));
        headers.put(StandardWebhook.SIGNATURE, StandardWebhook.sign(secrets, webhookId, now, body));
        return http.post(agent.id(), uri, headers, body);
    }

    private final class Session implements MessageSender {
        private final Channel channel;
        private final UUID campaignId;
        private final UUID participantId;
        private final String name;

        private Session(Channel channel, UUID campaignId, UUID participantId, String name) {
            this.channel = channel;
            this.campaignId = campaignId;
            this.participantId = participantId;
            this.name = name;
        }

        @Override
        public String peer() {
            return ProviderHttp.peer(uri);
        }

        @Override
        public int slots() {
            return slots;
        }

        @Override
        public boolean knowsRepeats() {
            return true;
        }

        /** The ids are of the communication, whatever attempt it is: by them the agent knows a repeat. */
        @Override
        public SendOutcome send(ProviderMessage message) {
            UUID id = message.communicationId();
            if (channel.type() == ChannelType.WEB) {
                Optional<SendOutcome> failure = keepVisitor(message);
                if (failure.isPresent()) {
                    return failure.get();
                }
            }
            byte[] body = Columns.json(SessionStart.of(data(message))).getBytes(StandardCharsets.UTF_8);
            return AgentResponses.outcome(
                    post("session_" + id, Map.of(IDEMPOTENCY_KEY, id.toString()), body), agent.name());
        }

        /** Before the agent is asked: it may speak at once. */
        private Optional<SendOutcome> keepVisitor(ProviderMessage message) {
            try {
                return visitors.begin(message.communicationId(), channel.id(), message.address())
                        ? Optional.empty()
                        : Optional.of(new SendOutcome.RefusedForGood("The person is not there any more"));
            } catch (RuntimeException e) {
                LOG.warnf("session not stored communication=%s cause=%s", message.communicationId(), e.getMessage());
                return Optional.of(new SendOutcome.Unanswered(Reasons.OUR_ERROR, SendOutcome.Blame.PROVIDER));
            }
        }

        private SessionStart.Data data(ProviderMessage message) {
            MessageContent content = message.content();
            return new SessionStart.Data(
                    message.communicationId(),
                    name,
                    campaignId,
                    participantId,
                    agent.id(),
                    new SessionStart.Channel(channel.id(), channel.type(), channel.name()),
                    new SessionStart.Contact(message.address()),
                    SessionStart.sorted(message.parameters()),
                    content.equals(MessageContent.NONE) ? null : content,
                    agent.results(),
                    callback,
                    agent.noResponseAfter());
        }
    }
}
