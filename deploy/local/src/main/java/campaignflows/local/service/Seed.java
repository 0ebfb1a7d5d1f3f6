package campaignflows.local.service;

import campaignflows.local.StartException;
import campaignflows.local.agent.SampleAgent;
import campaignflows.local.data.Loopback;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a fresh system contains apart from its tenant: a running channel of each type and three running agents. Made through the
 * public API; what is there by its name already is left as it is, so an attempt that was cut short is simply repeated.
 */
public final class Seed {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CHANNELS = "/api/v1/channels";
    private static final String AGENTS = "/api/v1/agents";
    private static final List<String> TYPES = List.of("email", "telegram", "whatsapp", "voice", "web");
    private static final String WEB = "web";
    private static final String LOCAL_WEB = "Local web";
    private static final List<String> SIMULATED = List.of("telegram", "whatsapp", "voice");
    private static final String SAMPLE_AGENT = "Local sample agent";

    private record NoSettings() {}

    private record EmailSettings(String host, int port, String security, String from) {}

    private record WebSettings(
            @JsonProperty("allowed_origins") List<String> allowedOrigins, String title, String greeting) {}

    private record IdentitySecret(
            @JsonProperty("identity_secret") String identitySecret) {}

    private record WebChange(WebSettings settings, IdentitySecret credentials) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record NewChannel(
            String name,
            String type,
            Object settings,
            @Nullable Object credentials) {}

    private record ExternalSettings(String endpoint, String secret) {}

    private record Endpoint(String endpoint) {}

    private record Result(String name, String title, String type, List<String> values) {}

    private record NewAgent(
            String name,
            String kind,
            @JsonProperty("channel_ids") List<String> channelIds,
            List<Result> results,
            Object settings,
            @JsonProperty("no_response_after") String noResponseAfter) {}

    private record SettingsChange(Object settings) {}

    /** The sample agent, as it is entered. */
    public record Sample(URI endpoint, String secret) {
        @Override
        public String toString() {
            return "Sample[" + endpoint + "]";
        }
    }

    private final PublicApi api;
    private final int smtpPort;
    private final Sample sample;
    private final Site site;

    /** The demo site, as the web channel lets it in. */
    public record Site(URI origin, String identitySecret) {
        @Override
        public String toString() {
            return "Site[" + origin + "]";
        }
    }

    public Seed(HttpClient http, URI gateway, String apiKey, int smtpPort, Sample sample, Site site) {
        this.site = site;
        this.api = new PublicApi(http, gateway, apiKey);
        this.smtpPort = smtpPort;
        this.sample = sample;
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Fills the system; done again and again until it succeeds or patience ends. */
    public void plant() throws InterruptedException {
        persist(() -> {
            List<String> simulatedIds = new ArrayList<>();
            List<String> messageIds = new ArrayList<>();
            List<String> allIds = new ArrayList<>();
            List<JsonNode> channels = api.list(CHANNELS);
            for (String type : TYPES) {
                NewChannel wanted = new NewChannel("Local " + type, type, settings(type), credentials(type));
                String id = running(CHANNELS, channels, wanted.name(), wanted);
                allIds.add(id);
                if (SIMULATED.contains(type)) {
                    simulatedIds.add(id);
                } else {
                    messageIds.add(id);
                }
            }
            List<JsonNode> agents = api.list(AGENTS);
            for (NewAgent wanted : List.of(
                    agent("Local messages", "message", messageIds),
                    agent("Local simulator", "simulated", simulatedIds),
                    sampleAgent(allIds))) {
                running(AGENTS, agents, wanted.name(), wanted);
            }
        });
    }

    /** Ports may be others than in an earlier run: then the email channel follows the catcher, the agent the sample agent, and the web channel the demo site. */
    public void followPorts() throws InterruptedException {
        persist(() -> {
            for (JsonNode agent : api.list(AGENTS)) {
                String endpoint = agent.path("settings").path("endpoint").asText();
                if (agent.path("name").asText().equals(SAMPLE_AGENT)
                        && agent.path("kind").asText().equals("external")
                        && endpoint.startsWith("http://" + Loopback.HOST + ":")
                        && !endpoint.equals(sample.endpoint().toString())) {
                    api.patch(
                            AGENTS + "/" + agent.path("id").asText(),
                            new SettingsChange(new Endpoint(sample.endpoint().toString())));
                }
            }
            for (JsonNode channel : api.list(CHANNELS)) {
                JsonNode settings = channel.path("settings");
                if (channel.path("name").asText().equals("Local email")
                        && settings.path("host").asText().equals(Loopback.HOST)
                        && settings.path("port").asInt() != smtpPort) {
                    api.patch(CHANNELS + "/" + channel.path("id").asText(), new SettingsChange(settings("email")));
                }
                if (isToFollow(channel)) {
                    api.patch(
                            CHANNELS + "/" + channel.path("id").asText(),
                            new WebChange(webSettings(), new IdentitySecret(site.identitySecret())));
                }
            }
        });
    }

    private Object settings(String type) {
        return switch (type) {
            case "email" -> new EmailSettings(Loopback.HOST, smtpPort, "none", "Campaign Flows <no-reply@example.com>");
            case WEB -> webSettings();
            default -> new NoSettings();
        };
    }

    private WebSettings webSettings() {
        return new WebSettings(
                List.of(site.origin().toString()), "Ask us", "Hello! This is the channel Local web. Write something.");
    }

    private @Nullable Object credentials(String type) {
        return type.equals(WEB) ? new IdentitySecret(site.identitySecret()) : null;
    }

    /** The id of the channel that the demo site shows; empty if somebody has deleted it. */
    public Optional<String> webChannel() throws InterruptedException {
        List<String> found = new ArrayList<>();
        persist(() -> {
            found.clear();
            for (JsonNode channel : api.list(CHANNELS)) {
                if (channel.path("name").asText().equals(LOCAL_WEB)
                        && channel.path("type").asText().equals(WEB)) {
                    found.add(channel.path("id").asText());
                }
            }
        });
        return found.stream().findFirst();
    }

    /** Whether nobody has given it pages of their own, and it does not let the demo site in as that is now. */
    private boolean isToFollow(JsonNode channel) {
        if (!channel.path("name").asText().equals(LOCAL_WEB)
                || !channel.path("type").asText().equals(WEB)) {
            return false;
        }
        for (JsonNode origin : channel.path("settings").path("allowed_origins")) {
            if (!origin.asText().startsWith("http://localhost:")
                    || origin.asText().equals(site.origin().toString())) {
                return false;
            }
        }
        return true;
    }

    private static NewAgent agent(String name, String kind, List<String> channelIds) {
        return new NewAgent(name, kind, channelIds, List.of(), new NoSettings(), "PT72H");
    }

    /** On every channel: whom it reaches it shows on its page. */
    private NewAgent sampleAgent(List<String> channelIds) {
        return new NewAgent(
                SAMPLE_AGENT,
                "external",
                channelIds,
                List.of(
                        new Result("answer", "Answer", "enumeration", SampleAgent.CHOICES),
                        new Result("comment", "Comment", "string", List.of())),
                new ExternalSettings(sample.endpoint().toString(), sample.secret()),
                "PT72H");
    }

    /** The id of the one of that name, created if it is not there and started if it does not run. */
    private String running(String path, List<JsonNode> present, String name, Object wanted)
            throws IOException, InterruptedException {
        JsonNode one = null;
        for (JsonNode candidate : present) {
            if (candidate.path("name").asText().equals(name)) {
                one = candidate;
            }
        }
        if (one == null) {
            one = api.post(path, wanted);
        }
        String id = one.path("id").asText();
        if (!one.path("status").asText().equals("running")) {
            api.post(path + "/" + id + "/start");
        }
        return id;
    }

    private static void persist(Work work) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                work.run();
                return;
            } catch (IOException e) {
                if (Instant.now().isAfter(deadline)) {
                    throw new StartException(
                            "Could not fill the fresh system with its channels and agents: " + e.getMessage());
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }
    }
}
