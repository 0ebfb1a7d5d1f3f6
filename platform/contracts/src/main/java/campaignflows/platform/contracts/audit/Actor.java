package campaignflows.platform.contracts.audit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * Who caused a change, and from where.
 *
 * @param id        of the user or API key; of the operator and of services their name
 * @param name      what people call it, to be shown at once and never stored in the audit log, since it may be a person's;
 *     null if unknown
 * @param address   the network address from which the gateway saw the request; null for what nobody asked for over HTTP
 * @param requestId by which the request is found in the logs
 */
public record Actor(
        ActorKind kind,
        String id,
        @JsonIgnore @Nullable String name,
        @Nullable String address,
        @Nullable String requestId) {

    /** A service that acts by itself. */
    public static Actor system(String service) {
        return new Actor(ActorKind.SYSTEM, service, null, null, null);
    }

    /** What people call it, or else its id. */
    public String label() {
        return name == null ? id : name;
    }
}
