package campaignflows.engine.definition;

import campaignflows.engine.value.TenantFormats;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.definition.TenantDefined;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The formats of each tenant, from the compacted topic, and requested where the topic is late. */
public final class TenantSettings {

    /** A source from which a tenant can be requested. */
    @FunctionalInterface
    public interface Source {
        /**
         * The tenant; empty if it does not exist.
         *
         * @throws RuntimeException if there is no response
         */
        Optional<TenantDefined> fetch(UUID tenantId);
    }

    private final Source source;
    private final Map<UUID, TenantFormats> known = new ConcurrentHashMap<>();

    public TenantSettings(Source source) {
        this.source = source;
    }

    /** Receives a record of the compacted topic. */
    public void changed(UUID tenantId, byte @Nullable [] value) {
        if (value == null) {
            known.remove(tenantId);
            return;
        }
        TenantDefined.FAMILY.decode(value).map(Envelope::data).ifPresent(this::keep);
    }

    private TenantFormats keep(TenantDefined tenant) {
        return known.merge(
                tenant.id(),
                TenantFormats.of(tenant),
                (before, now) -> now.revision() >= before.revision() ? now : before);
    }

    /**
     * The tenant's formats.
     *
     * @throws DefinitionLateException if they are not available now
     */
    public TenantFormats of(UUID tenantId) {
        TenantFormats formats = known.get(tenantId);
        if (formats != null) {
            return formats;
        }
        return source.fetch(tenantId)
                .map(this::keep)
                .orElseThrow(() ->
                        new DefinitionLateException("The settings of tenant %s have not arrived".formatted(tenantId)));
    }
}
