package campaignflows.gateway.proxy;

import campaignflows.gateway.authentication.Scope;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.client.ServiceName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is done with requests of some methods on paths of one form.
 *
 * @param target the service that responds; the gateway itself for its own resources
 * @param scope that an API key with scopes needs; null if it may not pass with any
 */
public record Route(
        Set<String> methods,
        PathTemplate path,
        ServiceName target,
        Access access,
        Body body,
        @Nullable Scope scope) {
    public Route {
        methods = Set.copyOf(methods);
    }

    /** The same route, with this scope if it changes anything: what every member may do, and GET, do not. */
    Route changing(@Nullable Scope write) {
        boolean reads = access == Access.VIEWER || methods.equals(Set.of("GET"));
        return new Route(methods, path, target, access, body, reads ? Scope.READ : write);
    }

    /** Who may pass. The services check the roles of people once more. */
    public enum Access {
        /** Anyone. */
        PUBLIC,
        /** An API key or user token of a tenant, with the role viewer or one that includes it; so are the next three. */
        VIEWER,
        OPERATOR,
        CAMPAIGN_MANAGER,
        ADMIN,
        /** The key of the operator of the installation. */
        INSTALLATION_OPERATOR,
        /** Anyone, at a bounded rate: the service that responds knows by a signature who may. */
        SIGNED,
        /**
         * Anyone, at a bounded rate, to open a WebSocket: the service that responds knows by the page's origin and what the
         * browser says in it who may.
         */
        SOCKET,
        /** Another service, by an internal token. */
        SERVICE;

        /** Whether anybody may pass. */
        public boolean needsNoCredential() {
            return switch (this) {
                case PUBLIC, SIGNED, SOCKET -> true;
                case VIEWER, OPERATOR, CAMPAIGN_MANAGER, ADMIN, INSTALLATION_OPERATOR, SERVICE -> false;
            };
        }

        /** The least role of a tenant's member who may pass; empty where the members of tenants have no business. */
        public Optional<Role> least() {
            return switch (this) {
                case VIEWER -> Optional.of(Role.VIEWER);
                case OPERATOR -> Optional.of(Role.OPERATOR);
                case CAMPAIGN_MANAGER -> Optional.of(Role.CAMPAIGN_MANAGER);
                case ADMIN -> Optional.of(Role.ADMIN);
                case PUBLIC, INSTALLATION_OPERATOR, SIGNED, SOCKET, SERVICE -> Optional.empty();
            };
        }

        /** Names of the roles whose credentials open the path, the operator of the installation among them. */
        List<String> callers() {
            return this == INSTALLATION_OPERATOR
                    ? List.of("installation_operator")
                    : Role.ofPeople().stream()
                            .filter(role ->
                                    least().filter(role.included()::contains).isPresent())
                            .map(Role::wireName)
                            .toList();
        }
    }

    /** How large a body may be, and whether it is a stream that the service should be asked about first. */
    public enum Body {
        ORDINARY(4L << 20, false),
        /** The largest that a provider of messages sends. */
        WEBHOOK(3L << 20, false),
        BATCH(16L << 20, false),
        SAMPLE(32L << 20, true),
        UPLOAD(4L << 30, true);

        private final long maxBytes;
        private final boolean streamed;

        Body(long maxBytes, boolean streamed) {
            this.maxBytes = maxBytes;
            this.streamed = streamed;
        }

        public long maxBytes() {
            return maxBytes;
        }

        public boolean streamed() {
            return streamed;
        }
    }

    /** Whether it is asked by those who watch over the system, to whom the limits for others do not apply. */
    boolean isHealth() {
        return path.text().startsWith("/q/health/");
    }

    /** HEAD is served wherever GET is. */
    boolean allows(String method) {
        return methods.contains(method) || (method.equals("HEAD") && methods.contains("GET"));
    }
}
