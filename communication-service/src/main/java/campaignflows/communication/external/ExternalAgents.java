package campaignflows.communication.external;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.agent.Agent;
import campaignflows.communication.http.ProviderHttp;
import campaignflows.communication.sending.ChannelFaultException;
import campaignflows.communication.web.VisitorSessions;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** External agents as they are set up, for whoever hands sessions to them. */
@Singleton
public final class ExternalAgents {
    static final String CALLBACKS = "/api/v1/webhooks/agents/";

    private final ProviderHttp http;
    private final EndpointRules endpoints;
    private final AgentSecrets secrets;
    private final VisitorSessions visitors;
    private final Optional<URI> publicAddress;
    private final int slots;
    private final Clock clock;

    public ExternalAgents(
            ProviderHttp http,
            EndpointRules endpoints,
            AgentSecrets secrets,
            VisitorSessions visitors,
            CommunicationConfig config,
            Clock clock) {
        this.http = http;
        this.endpoints = endpoints;
        this.secrets = secrets;
        this.visitors = visitors;
        this.publicAddress = config.publicAddress().map(ProviderHttp::base);
        this.slots = config.http().connectionsPerChannel();
        this.clock = clock;
    }

    /**
     * The agent as it was when its communications were claimed, without calling anybody.
     *
     * @throws ChannelFaultException if it cannot be called as it is set up; the message is for people
     */
    public AgentEndpoint open(Agent agent) {
        ExternalSettings settings = agent.external();
        if (settings == null) {
            throw new ChannelFaultException("The agent %s has no endpoint: enter it".formatted(agent.name()));
        }
        URI uri = URI.create(settings.endpoint());
        endpoints.problem(uri).ifPresent(problem -> {
            throw new ChannelFaultException(
                    "The endpoint of the agent %s may not be called any more. %s".formatted(agent.name(), problem));
        });
        AgentSecret secret = secrets.of(agent.id(), agent.secret())
                .orElseThrow(() -> new ChannelFaultException(
                        "The secret of the agent %s cannot be read: make a new one".formatted(agent.name())));
        URI address = publicAddress.orElseThrow(() -> new ChannelFaultException(
                "The agent %s cannot call back: the operator has to set campaignflows.communication.public-address"
                        .formatted(agent.name())));
        List<WebhookSecret> counting = secret.counting(clock.instant());
        return new AgentEndpoint(agent, uri, counting, callback(address, agent.id()), http, visitors, slots, clock);
    }

    private static String callback(URI publicAddress, UUID agentId) {
        return publicAddress + CALLBACKS + agentId;
    }
}
