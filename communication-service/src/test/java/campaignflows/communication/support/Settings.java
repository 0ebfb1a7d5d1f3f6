package campaignflows.communication.support;

import campaignflows.communication.CommunicationConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The configuration as it is by default, but for what a test sets. */
public final class Settings {
    public static final String KEY = "ZGV2ZWxvcG1lbnQta2V5LW9mLTMyLWJ5dGVzLW9rISE=";

    private Settings() {}

    public static CommunicationConfig with(Map<String, String> overrides) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withMapping(CommunicationConfig.class)
                .withDefaultValue("campaignflows.communication.credentials-key", KEY)
                .withDefaultValue("campaignflows.communication.email.connect-timeout", "PT20S")
                .withDefaultValue("campaignflows.communication.email.answer-timeout", "PT20S");
        overrides.forEach((name, value) -> builder.withDefaultValue("campaignflows.communication." + name, value));
        return builder.build().getConfigMapping(CommunicationConfig.class);
    }
}
