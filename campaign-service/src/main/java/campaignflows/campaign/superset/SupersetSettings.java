package campaignflows.campaign.superset;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The configuration, checked.
 *
 * @param url         where this service reaches Superset, without a slash at its end
 * @param publicUrl   where browsers reach it, likewise
 * @param dashboardId of the embedding
 * @param timeout     of all calls for one token together
 */
record SupersetSettings(URI url, URI publicUrl, String username, String password, UUID dashboardId, Duration timeout) {
    private static final String KEYS = "campaignflows.campaign.superset.";
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    SupersetSettings {
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "Expected %stimeout from %s to %s, but it is %s".formatted(KEYS, SHORTEST, LONGEST, timeout));
        }
    }

    /**
     * Empty if Superset is not configured.
     *
     * @throws IllegalArgumentException that names the key which is missing or cannot be used
     */
    static Optional<SupersetSettings> of(SupersetConfig config) {
        return config.url()
                .map(url -> new SupersetSettings(
                        address("url", url),
                        address("public-url", config.publicUrl().orElse(url)),
                        required("username", config.username()),
                        required("password", config.password()),
                        id(required("dashboard-id", config.dashboardId())),
                        config.timeout()));
    }

    private static String required(String key, Optional<String> value) {
        return value.filter(text -> !text.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected %s%s, since %surl is set, but it is missing".formatted(KEYS, key, KEYS)));
    }

    private static URI address(String key, URI uri) {
        boolean usable = ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
        if (!usable) {
            throw new IllegalArgumentException(
                    "Expected an address such as https://superset.example.com in %s%s, but it is another one"
                            .formatted(KEYS, key));
        }
        return URI.create(uri.toString().replaceAll("/+$", ""));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Expected a UUID in %sdashboard-id, but it is another text".formatted(KEYS), e);
        }
    }

    URI at(String path) {
        return URI.create(url + path);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Superset at " + url;
    }
}
