package campaignflows.platform.web.client;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.MalformedMessageException;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the tenants: as the topic {@code tenants} delivers them to a service that follows it with {@link #changed}, and
 * requested from the gateway where it has not delivered a tenant yet.
 */
@Singleton
@Unremovable
public class TenantDirectory {
    private static final Logger LOG = Logger.getLogger(TenantDirectory.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int NOT_FOUND = 404;

    private record Entry(TenantDefined tenant, ParseContext parsing) {}

    private final Map<UUID, Entry> entries = new ConcurrentHashMap<>();
    private final InternalHttp http;

    public TenantDirectory(InternalHttp http) {
        this.http = http;
    }

    /** Takes a record of the topic; null is the end of a tenant. A record that cannot be read changes nothing. */
    public void changed(UUID tenantId, byte @Nullable [] message) {
        if (message == null) {
            entries.remove(tenantId);
            return;
        }
        try {
            TenantDefined.FAMILY.decode(message).map(Envelope::data).ifPresent(this::keepNewer);
        } catch (MalformedMessageException e) {
            LOG.errorf("tenant cannot be read tenant=%s cause=%s", tenantId, e.getMessage());
        }
    }

    /** What is known here, without asking anybody. */
    public Optional<TenantDefined> known(UUID tenantId) {
        return Optional.ofNullable(entries.get(tenantId)).map(Entry::tenant);
    }

    /**
     * The tenant.
     *
     * @throws ProblemException 404 if there is no such tenant, 503 if it is not known here and the gateway does not respond
     */
    public TenantDefined of(UUID tenantId) {
        return entry(tenantId).tenant();
    }

    /**
     * How the tenant's texts become values, unless a participant specifies otherwise.
     *
     * @throws ProblemException as {@link #of}
     */
    public ParseContext parsing(UUID tenantId) {
        return entry(tenantId).parsing();
    }

    /** All that is known here, without asking anybody, in no order. */
    public List<TenantDefined> known() {
        return entries.values().stream().map(Entry::tenant).toList();
    }

    /**
     * The tenant as it is by now, whatever was known here. For what cannot be undone.
     *
     * @return empty if there is no such tenant
     * @throws ProblemException 503 if the gateway does not respond
     */
    public Optional<TenantDefined> newest(UUID tenantId) {
        try {
            return Optional.of(keepNewer(requested(tenantId)).tenant());
        } catch (ProblemException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Entry entry(UUID tenantId) {
        Entry known = entries.get(tenantId);
        return known == null ? keepNewer(requested(tenantId)) : known;
    }

    private TenantDefined requested(UUID tenantId) {
        try {
            return http.to(ServiceName.GATEWAY)
                    .get("/internal/v1/tenants/{}", tenantId)
                    .asService(tenantId)
                    .timeout(TIMEOUT)
                    .as(TenantDefined.class);
        } catch (RemoteProblem problem) {
            if (problem.status() == NOT_FOUND) {
                throw ProblemException.notFound("tenant");
            }
            throw problem;
        }
    }

    private Entry keepNewer(TenantDefined tenant) {
        return entries.merge(
                tenant.id(),
                new Entry(tenant, tenant.parsing()),
                (old, now) -> now.tenant().revision() >= old.tenant().revision() ? now : old);
    }
}
