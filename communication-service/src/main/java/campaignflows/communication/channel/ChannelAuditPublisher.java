package campaignflows.communication.channel;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.database.AuditLog;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Tells the audit log of channels, in the transaction of their change. Of credentials it tells that there are others. */
@Singleton
public class ChannelAuditPublisher {
    private static final String CREDENTIALS = "credentials";

    private final AuditLog audit;

    public ChannelAuditPublisher(AuditLog audit) {
        this.audit = audit;
    }

    /** A channel as it is told of. */
    private record Snapshot(
            String name,
            ChannelType type,
            RunningStatus status,
            JsonNode settings,
            boolean hasCredentials,
            @Nullable Integer ratePerSecond) {
        static Snapshot of(Channel channel) {
            ChannelSettings settings = channel.settings();
            return new Snapshot(
                    channel.name(),
                    channel.type(),
                    channel.status(),
                    settings == null ? Json.mapper().createObjectNode() : settings.shown(),
                    channel.credentials() != null,
                    channel.ratePerSecond());
        }
    }

    /** What a channel was before a change. */
    static final class Before {
        private final Snapshot snapshot;
        private final byte @Nullable [] credentials;

        private Before(Channel channel) {
            this.snapshot = Snapshot.of(channel);
            this.credentials = channel.credentials();
        }
    }

    static Before before(Channel channel) {
        return new Before(channel);
    }

    Uni<Void> created(Mutiny.Session session, Channel channel, Actor actor) {
        return append(
                session,
                channel.tenantId(),
                channel.id(),
                AuditAction.CHANNEL_CREATED,
                AuditChange.created(Snapshot.of(channel), Set.of()),
                actor);
    }

    Uni<Void> changed(Mutiny.Session session, AuditAction action, Before before, Channel channel, Actor actor) {
        AuditChange change = AuditChange.between(before.snapshot, Snapshot.of(channel), Set.of());
        boolean sameCredentials = Arrays.equals(before.credentials, channel.credentials());
        return append(
                session,
                channel.tenantId(),
                channel.id(),
                action,
                sameCredentials ? change : change.andConcealed(CREDENTIALS),
                actor);
    }

    Uni<Void> deleted(Mutiny.Session session, Channel channel, Actor actor) {
        return append(
                session,
                channel.tenantId(),
                channel.id(),
                AuditAction.CHANNEL_DELETED,
                AuditChange.deleted(Snapshot.of(channel), Set.of()),
                actor);
    }

    private Uni<Void> append(
            Mutiny.Session session, UUID tenant, UUID id, AuditAction action, AuditChange change, Actor actor) {
        return audit.append(session, tenant, AuditRecorded.of(action, id, actor).with(change));
    }
}
