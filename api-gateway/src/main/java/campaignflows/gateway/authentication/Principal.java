package campaignflows.gateway.authentication;

import campaignflows.platform.contracts.audit.ActorKind;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.Role;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whom a credential from outside stands for. */
public sealed interface Principal {

    /** Subject of the tokens of the operator's key. */
    String OPERATOR_SUBJECT = "installation-operator";

    /** The caller that the token for a service names. */
    Caller caller();

    /** As what the audit log names it. */
    ActorKind actorKind();

    /** The holder of the operator's key: makes tenants, and has no tenant itself. */
    record InstallationOperator() implements Principal {
        @Override
        public Caller caller() {
            return Caller.service(OPERATOR_SUBJECT, null);
        }

        @Override
        public ActorKind actorKind() {
            return ActorKind.OPERATOR;
        }
    }

    /**
     * A member of a tenant.
     *
     * @param id of the API key or of the user
     * @param name of the API key or of the user, so that others can tell who changed something
     * @param limits what bounds its use
     * @param provider of identities by which the user has begun the session; null otherwise
     */
    record Member(
            Kind kind,
            UUID id,
            UUID tenant,
            Set<Role> roles,
            String name,
            CredentialLimits limits,
            @Nullable String provider)
            implements Principal {
        public Member {
            if (roles.isEmpty() || roles.contains(Role.SERVICE)) {
                throw new IllegalArgumentException("Expected roles of people, but there are " + roles);
            }
            roles = Set.copyOf(roles);
        }

        /** Whether one of the roles includes this one. */
        public boolean may(Role role) {
            return roles.stream().anyMatch(own -> own.included().contains(role));
        }

        @Override
        public Caller caller() {
            return new Caller(tenant, id.toString(), roles, name);
        }

        @Override
        public ActorKind actorKind() {
            return switch (kind) {
                case API_KEY -> ActorKind.API_KEY;
                case USER -> ActorKind.USER;
            };
        }
    }

    /** What kind of member. */
    @Schema(name = "CallerKind")
    enum Kind {
        API_KEY,
        USER
    }
}
