package campaignflows.communication.limit;

import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Database;
import campaignflows.platform.values.WireName;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and sets a tenant's limits. What is postponed already keeps its time; what comes up from now on goes by the new ones. */
@Singleton
public final class ContactLimitService {
    private final ContactLimitRepository limits;
    private final Database database;
    private final AuditLog audit;

    public ContactLimitService(ContactLimitRepository limits, Database database, AuditLog audit) {
        this.limits = limits;
        this.database = database;
        this.audit = audit;
    }

    /** Of each type of channel, also those without limits. */
    public List<ContactLimits> list(UUID tenantId) {
        Map<ChannelType, ContactLimits> known = database.read(tx -> limits.ofTenant(tx, tenantId)).stream()
                .collect(Collectors.toMap(ContactLimits::channel, Function.identity()));
        return Arrays.stream(ChannelType.values())
                .map(channel -> known.getOrDefault(channel, ContactLimits.none(tenantId, channel)))
                .toList();
    }

    public ContactLimits set(ContactLimits wanted, Actor actor) {
        database.useTransaction(tx -> {
            Snapshot before = Snapshot.of(limits.find(tx, wanted.tenantId(), wanted.channel()));
            if (wanted.isNothing()) {
                limits.remove(tx, wanted.tenantId(), wanted.channel());
            } else {
                limits.store(tx, wanted);
            }
            AuditChange change = AuditChange.between(before, Snapshot.of(wanted), Set.of());
            audit.append(
                    tx,
                    wanted.tenantId(),
                    AuditRecorded.of(AuditAction.CONTACT_LIMITS_CHANGED, WireName.of(wanted.channel()), actor)
                            .with(change));
        });
        return wanted;
    }

    /** Limits as the audit log is told of them. */
    private record Snapshot(
            @Nullable FrequencyCap cap, @Nullable QuietHours quietHours) {
        static Snapshot of(ContactLimits limits) {
            return new Snapshot(limits.cap(), limits.quietHours());
        }
    }
}
