package campaignflows.communication.email;

import campaignflows.communication.channel.OAuthSettings;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.http.ProviderHttp;
import campaignflows.communication.http.ProviderResponse;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens for mail servers (RFC 6749): by a refresh token where there is one, else by the application's own right. Each
 * is used until shortly before it runs out; of those who need one at the same time one asks.
 */
@Singleton
public final class AccessTokens {
    private static final Duration BEFORE_END = Duration.ofMinutes(1);
    private static final Duration USUAL_LIFE = Duration.ofMinutes(5);
    private static final Duration YOUNG = Duration.ofSeconds(30);
    private static final int MAX_LIFE_SECONDS = 86_400;
    private static final int MAX_TOKEN = 16_000;

    private final ProviderHttp http;
    private final Clock clock;
    private final Map<UUID, Known> tokens = new ConcurrentHashMap<>();

    /** One channel's token is asked for by one thread at a time. */
    private final Map<UUID, Object> asking = new ConcurrentHashMap<>();

    public AccessTokens(ProviderHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    private record Known(int revision, String token, Instant since, Instant until) {
        @Override
        public String toString() {
            return "Known[…]";
        }
    }

    /** @throws LoginUnavailableException if none is to be had now */
    String current(UUID channelId, int revision, OAuthSettings oauth, Credentials credentials)
            throws LoginUnavailableException {
        Known known = usable(channelId, revision);
        if (known != null) {
            return known.token();
        }
        synchronized (asking.computeIfAbsent(channelId, id -> new Object())) {
            known = usable(channelId, revision);
            if (known == null) {
                known = ask(channelId, revision, oauth, credentials);
                tokens.put(channelId, known);
            }
            return known.token();
        }
    }

    /** Forgets a token that was refused; false if it is so young that another one would be refused too. */
    boolean drop(UUID channelId, int revision) {
        Known known = tokens.get(channelId);
        if (known == null || known.revision() != revision) {
            return true;
        }
        return known.since().isBefore(clock.instant().minus(YOUNG)) && tokens.remove(channelId, known);
    }

    private @Nullable Known usable(UUID channelId, int revision) {
        Known known = tokens.get(channelId);
        return known != null
                        && known.revision() == revision
                        && known.until().isAfter(clock.instant().plus(BEFORE_END))
                ? known
                : null;
    }

    private Known ask(UUID channelId, int revision, OAuthSettings oauth, Credentials credentials)
            throws LoginUnavailableException {
        Map<String, String> form = new LinkedHashMap<>();
        String refreshToken = credentials.refreshToken();
        form.put("grant_type", refreshToken == null ? "client_credentials" : "refresh_token");
        put(form, "refresh_token", refreshToken);
        form.put("client_id", oauth.clientId());
        put(form, "client_secret", credentials.clientSecret());
        put(form, "scope", oauth.scope());
        Instant now = clock.instant();
        ProviderResponse answer = http.post(
                channelId,
                URI.create(oauth.tokenUrl()),
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                encoded(form));
        if (!(answer instanceof ProviderResponse.Answered answered)
                || answered.isOfServerError()
                || answered.status() == 429) {
            throw new LoginUnavailableException(
                    "The token endpoint of the channel's sign-in does not answer: check oauth.token_url, or try again later",
                    false);
        }
        String token = answered.body().path("access_token").asText("");
        if (!answered.isSuccess() || token.isEmpty() || token.length() > MAX_TOKEN) {
            throw new LoginUnavailableException(refusal(answered), true);
        }
        int seconds = answered.body().path("expires_in").asInt((int) USUAL_LIFE.toSeconds());
        return new Known(revision, token, now, now.plusSeconds(Math.clamp(seconds, 0, MAX_LIFE_SECONDS)));
    }

    /** By the error's code alone: descriptions of it may repeat what was sent. */
    private static String refusal(ProviderResponse.Answered answered) {
        String error = answered.body().path("error").asText("");
        String code = error.matches("[a-z_]{1,60}") ? error : "HTTP " + answered.status();
        return "The token endpoint refused the channel's sign-in (%s): check oauth, client_secret and refresh_token of the channel, or give the application its right again"
                .formatted(code);
    }

    private static void put(Map<String, String> form, String name, @Nullable String value) {
        if (value != null) {
            form.put(name, value);
        }
    }

    private static byte[] encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }
}
