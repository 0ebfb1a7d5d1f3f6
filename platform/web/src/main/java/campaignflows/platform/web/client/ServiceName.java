package campaignflows.platform.web.client;

/**
 * The services that can be called, by the names that they have as the audience of a token
 * ({@code quarkus.application.name}) and in the configuration ({@code campaignflows.services.<key>}).
 */
public enum ServiceName {
    CAMPAIGN("campaign-service", "campaign"),
    PARTICIPANT("participant-service", "participant"),
    UPLOAD("upload-service", "upload"),
    ENGINE("flow-engine-service", "engine"),
    COMMUNICATION("communication-service", "communication"),
    GATEWAY("api-gateway", "gateway");

    private final String audience;
    private final String key;

    ServiceName(String audience, String key) {
        this.audience = audience;
        this.key = key;
    }

    public String audience() {
        return audience;
    }

    public String configKey() {
        return "campaignflows.services." + key;
    }
}
