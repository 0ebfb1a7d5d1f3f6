package campaignflows.gateway.openid;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Sign-in by OpenID Connect; there is none unless a provider is configured. */
@ConfigMapping(prefix = "campaignflows.openid")
public interface OpenIdConfig {

    /** Where browsers reach the console, as {@code https://flows.example}; required if there is a provider. */
    Optional<URI> publicUrl();

    /** The providers by their names, of lower-case letters, digits and hyphens; a name is part of addresses. */
    Map<String, Provider> providers();

    /** One provider. */
    interface Provider {

        /** What its tokens name as their issuer, exactly. */
        String issuer();

        /** Where the gateway reaches it, if that is another address than the issuer. */
        Optional<String> serverUrl();

        /** What the console is to the provider. */
        String clientId();

        /** File with the client's secret; without it the client is a public one. */
        Optional<Path> clientSecretFile();

        /** What the button on the sign-in page says after "Sign in with"; the name unless given. */
        Optional<String> title();

        /** What is asked for at the sign-in beside {@code openid}. */
        @WithDefault("profile,email")
        List<String> scopes();

        /** Of which a bearer token must name one as its audience; the client unless given. */
        Optional<List<String>> audience();

        /** The tenant of everybody who signs in by this provider; without it a claim says it. */
        Optional<UUID> tenant();

        /** Path of the claim with the tenant's id, or a value of {@link #tenants}. */
        @WithDefault("tenant")
        String tenantClaim();

        /** Ids of tenants by the values of the claim. */
        Map<String, UUID> tenants();

        /** Path of the claim with the roles: a list, or one text with spaces between them. */
        @WithDefault("roles")
        String rolesClaim();

        /** Which values mean which of our roles; without any, the values are the names of our roles. */
        Roles roles();

        /** Whether signing out ends the session at the provider, too; false for one that has no end_session_endpoint. */
        @WithDefault("true")
        boolean signOut();

        /** By how much the clocks may differ, 0 to 5 minutes. */
        @WithDefault("PT30S")
        Duration clockSkew();

        /** How often at most unknown keys make the gateway read the provider's keys again, a second to an hour. */
        @WithDefault("PT1M")
        Duration keyRefreshInterval();
    }

    /** The values that mean each of our roles. */
    interface Roles {
        Optional<List<String>> admin();

        Optional<List<String>> campaignManager();

        Optional<List<String>> operator();

        Optional<List<String>> viewer();
    }
}
