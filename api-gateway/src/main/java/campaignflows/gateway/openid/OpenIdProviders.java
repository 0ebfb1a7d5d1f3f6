package campaignflows.gateway.openid;

import campaignflows.gateway.GatewayConfig;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.OidcTenantConfigBuilder;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.OidcTenantConfig.Authentication.CookieSameSite;
import io.quarkus.oidc.runtime.OidcTenantConfig.TokenStateManager.Strategy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The providers that are configured. What is no choice of the operator is set here: PKCE and a nonce for browsers, an audience for
 * bearer tokens, and no question to the provider about a token that cannot be verified by its signature.
 */
@Singleton
public class OpenIdProviders {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Duration MOST_SKEW = Duration.ofMinutes(5);
    private static final Duration LEAST_REFRESH = Duration.ofSeconds(1);
    private static final Duration MOST_REFRESH = Duration.ofHours(1);

    private final Map<String, OpenIdProvider> byName = new LinkedHashMap<>();
    private final Map<String, OpenIdProvider> byIssuer;
    private final Duration sessionLifetime;
    private final String stateSecret;
    private final boolean overTls;

    public OpenIdProviders(
            OpenIdConfig config,
            GatewayConfig gateway,
            @ConfigProperty(name = "campaignflows.auth.secret") String secret) {
        this.sessionLifetime = gateway.sessionLifetime();
        this.stateSecret = derived(secret);
        this.overTls = config.publicUrl()
                .filter(url -> "https".equals(url.getScheme()))
                .isPresent();
        new TreeMap<>(config.providers()).forEach((name, provider) -> {
            URI publicUrl = config.publicUrl()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Expected campaignflows.openid.public-url beside a provider, but there is none"));
            byName.put(name, provider(name, provider, publicUrl));
        });
        this.byIssuer = byName.values().stream()
                .collect(Collectors.toUnmodifiableMap(OpenIdProvider::issuer, provider -> provider, (one, other) -> {
                    throw new IllegalArgumentException("Expected providers with an issuer each, but %s and %s have one"
                            .formatted(one.name(), other.name()));
                }));
    }

    boolean areNone() {
        return byName.isEmpty();
    }

    /** Whether browsers reach the console over TLS. */
    boolean areReachedOverTls() {
        return overTls;
    }

    /** As the sign-in page shows them. */
    public List<SignInProvider> views() {
        return byName.values().stream()
                .map(provider -> new SignInProvider(provider.name(), provider.title()))
                .toList();
    }

    Optional<OpenIdProvider> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Optional<OpenIdProvider> ofIssuer(String issuer) {
        return Optional.ofNullable(byIssuer.get(issuer));
    }

    private OpenIdProvider provider(String name, OpenIdConfig.Provider config, URI publicUrl) {
        check(name, config);
        return new OpenIdProvider(
                name,
                config.title().orElse(name),
                config.issuer(),
                ClaimRules.of(name, config),
                browser(name, config, origin(publicUrl)),
                api(name, config));
    }

    private static void check(String name, OpenIdConfig.Provider config) {
        String key = "campaignflows.openid.providers." + name;
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Expected lower-case letters, digits and hyphens, but it is " + key);
        }
        if (config.clockSkew().isNegative() || config.clockSkew().compareTo(MOST_SKEW) > 0) {
            throw new IllegalArgumentException(
                    "Expected %s.clock-skew of 0 to 5 minutes, but it is %s".formatted(key, config.clockSkew()));
        }
        Duration refresh = config.keyRefreshInterval();
        if (refresh.compareTo(LEAST_REFRESH) < 0 || refresh.compareTo(MOST_REFRESH) > 0) {
            throw new IllegalArgumentException(
                    "Expected %s.key-refresh-interval of a second to an hour, but it is %s".formatted(key, refresh));
        }
        if (config.audience().map(List::isEmpty).orElse(false)) {
            throw new IllegalArgumentException("Expected at least one %s.audience, but it is empty".formatted(key));
        }
    }

    private OidcTenantConfig browser(String name, OpenIdConfig.Provider config, String origin) {
        OidcTenantConfigBuilder builder = common(name, "", config)
                .applicationType(ApplicationType.WEB_APP)
                .authentication()
                .pkceRequired(true)
                .nonceRequired(true)
                .stateSecret(stateSecret)
                .redirectPath(origin + OpenIdProvider.callbackPath(name))
                .removeRedirectParameters(false)
                .restorePathAfterRedirect(false)
                .cookiePath(OpenIdProvider.ROOT + name)
                .cookieSameSite(CookieSameSite.STRICT)
                .cookieForceSecure(origin.startsWith("https:"))
                .sessionAgeExtension(sessionLifetime)
                .scopes(config.scopes())
                .end()
                .token()
                .lifespanGrace((int) config.clockSkew().toSeconds())
                .forcedJwkRefreshInterval(config.keyRefreshInterval())
                .refreshExpired(true)
                .end()
                .tokenStateManager()
                .strategy(Strategy.ID_TOKEN)
                .encryptionSecret(stateSecret)
                .end();
        if (config.signOut()) {
            builder.logout()
                    .path(OpenIdProvider.signOutPath(name))
                    .postLogoutPath(origin + "/")
                    .end();
        }
        return builder.build();
    }

    private OidcTenantConfig api(String name, OpenIdConfig.Provider config) {
        return common(name, "-api", config)
                .applicationType(ApplicationType.SERVICE)
                .token()
                .audience(config.audience().orElseGet(() -> List.of(config.clientId())))
                .lifespanGrace((int) config.clockSkew().toSeconds())
                .forcedJwkRefreshInterval(config.keyRefreshInterval())
                .subjectRequired(true)
                .allowJwtIntrospection(false)
                .allowOpaqueTokenIntrospection(false)
                .end()
                .build();
    }

    private static OidcTenantConfigBuilder common(String name, String suffix, OpenIdConfig.Provider config) {
        OidcTenantConfigBuilder builder = OidcTenantConfig.authServerUrl(
                        config.serverUrl().orElse(config.issuer()))
                .tenantId(name + suffix)
                .clientId(config.clientId())
                .token()
                .issuer(config.issuer())
                .end();
        config.clientSecretFile().ifPresent(file -> builder.credentials(secret(file)));
        return builder;
    }

    private static String origin(URI publicUrl) {
        String path = publicUrl.getPath();
        if (publicUrl.getHost() == null
                || publicUrl.getQuery() != null
                || !(path == null || path.isEmpty() || path.equals("/"))
                || !List.of("http", "https").contains(publicUrl.getScheme())) {
            throw new IllegalArgumentException(
                    "Expected campaignflows.openid.public-url as https://flows.example, without a path, but it is "
                            + publicUrl);
        }
        return publicUrl.getScheme() + "://" + publicUrl.getAuthority();
    }

    private static String secret(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Expected a readable file with a client's secret: " + file, e);
        }
    }

    /** The same in every replica, so that each can end a sign-in that another has begun. */
    private static String derived(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.strip()), "HmacSHA256"));
            byte[] bytes = mac.doFinal("openid-sign-in-state".getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected HmacSHA256, which every JDK has", e);
        }
    }
}
