package campaignflows.platform.web.auth;

import campaignflows.platform.contracts.audit.ActorKind;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a caller from outside beyond its identity, for the audit log.
 *
 * @param address from which the gateway saw the request
 */
public record CallerOrigin(
        ActorKind kind, @Nullable String address, @Nullable String requestId) {}
