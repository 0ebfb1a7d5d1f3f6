package campaignflows.communication.support;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.email.MailServerRules;
import campaignflows.communication.external.EndpointRules;
import campaignflows.platform.web.outgoing.OutgoingAddresses;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;

/** The configuration as it is by default, but for what a test sets. */
public final class Settings {
    public static final String KEY = "ZGV2ZWxvcG1lbnQta2V5LW9mLTMyLWJ5dGVzLW9rISE=";

    /** Under which external agents call back. */
    public static final String PUBLIC_ADDRESS = "https://flows.example.org";

    /** As in the local run: mail servers of tests listen on loopback. */
    public static final OutgoingAddresses ADDRESSES = new OutgoingAddresses(List.of("127.0.0.0/8", "::1/128"));

    private Settings() {}

    public static MailServerRules mailServers() {
        return new MailServerRules(ADDRESSES, with(Map.of()));
    }

    public static EndpointRules endpoints() {
        return new EndpointRules(ADDRESSES, with(Map.of("public-address", PUBLIC_ADDRESS)));
    }

    public static CommunicationConfig with(Map<String, String> overrides) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withMapping(CommunicationConfig.class)
                .withDefaultValue("campaignflows.communication.credentials-key", KEY)
                .withDefaultValue("campaignflows.communication.agents.ports", "1-65535")
                .withDefaultValue("campaignflows.communication.email.ports", "1-65535")
                .withDefaultValue("campaignflows.communication.email.mailbox-ports", "1-65535")
                .withDefaultValue("campaignflows.communication.email.connect-timeout", "PT20S")
                .withDefaultValue("campaignflows.communication.email.answer-timeout", "PT20S");
        overrides.forEach((name, value) -> builder.withDefaultValue("campaignflows.communication." + name, value));
        return builder.build().getConfigMapping(CommunicationConfig.class);
    }
}
