package campaignflows.participant.customer;

import campaignflows.participant.event.ParticipantEnvelopes;
import campaignflows.participant.event.ParticipantMessages;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.OptOuts;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Outbox;
import campaignflows.platform.database.Tx;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a contact has asked for itself, by a link or a word, and telling communication-service of every change. */
@Singleton
public class OptOutService {
    private final LockedCustomers lockedCustomers;
    private final CustomerRecordRepository records;
    private final Database database;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    OptOutService(
            LockedCustomers lockedCustomers,
            CustomerRecordRepository records,
            Database database,
            Outbox outbox,
            AuditLog audit,
            Clock clock) {
        this.lockedCustomers = lockedCustomers;
        this.records = records;
        this.database = database;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    public Set<ChannelType> of(UUID tenantId, UUID customerId) {
        return database.read(tx -> records.find(tx, tenantId, customerId))
                .map(record -> Set.copyOf(record.optOuts()))
                .orElseThrow(OptOutService::unknown);
    }

    /** Changes the channels that are named; all of them, as they are then. A repeat changes nothing. */
    public Set<ChannelType> change(UUID customerId, OptOuts.Change change) {
        return lockedCustomers
                .withLock(change.tenantId(), customerId, (tx, held) -> {
                    Set<ChannelType> channels = EnumSet.noneOf(ChannelType.class);
                    records.find(tx, change.tenantId(), customerId)
                            .ifPresent(record -> channels.addAll(record.optOuts()));
                    channels.removeAll(change.optIn());
                    channels.addAll(change.optOut());
                    set(tx, change.tenantId(), customerId, channels, clock.instant());
                    return Set.copyOf(channels);
                })
                .orElseThrow(OptOutService::unknown);
    }

    /** The same by somebody else than the contact, of which the audit log is told. */
    void setByStaff(Tx tx, UUID tenantId, UUID customerId, Set<ChannelType> channels, Instant now, Actor actor) {
        Set<ChannelType> before = EnumSet.noneOf(ChannelType.class);
        records.find(tx, tenantId, customerId).ifPresent(record -> before.addAll(record.optOuts()));
        set(tx, tenantId, customerId, channels, now);
        AuditChange change = AuditChange.between(Map.of("channels", before), Map.of("channels", channels), Set.of());
        audit.append(
                tx,
                tenantId,
                AuditRecorded.of(AuditAction.CUSTOMER_OPT_OUTS_CHANGED, customerId, actor)
                        .with(change));
    }

    /** Stores the opt-outs of a customer whose row is locked; what is unchanged nobody is told of. */
    void set(Tx tx, UUID tenantId, UUID customerId, Set<ChannelType> channels, Instant now) {
        if (records.setOptOuts(tx, customerId, channels, now)) {
            outbox.append(
                    tx,
                    List.of(ParticipantMessages.command(
                            ParticipantEnvelopes.optOutsChanged(tenantId, customerId, channels, now))));
        }
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("customer");
    }
}
