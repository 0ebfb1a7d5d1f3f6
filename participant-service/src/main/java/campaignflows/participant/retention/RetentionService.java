package campaignflows.participant.retention;

import campaignflows.participant.customer.LockedCustomers;
import campaignflows.participant.enrollment.ParticipantRef;
import campaignflows.participant.event.ParticipantEnvelopes;
import campaignflows.participant.event.ParticipantMessages;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.definition.DataRetention;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Outbox;
import campaignflows.platform.database.RetentionLoop;
import campaignflows.platform.database.RetentionRuns;
import campaignflows.platform.database.Tx;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.web.client.TenantDirectory;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Erases participants that their tenant keeps no longer, as a removal from the campaign does, and has the other services erase
 * what they keep of them. It is looked for without locks, and looked at once more under the locks that walks, imports and edits
 * take: what has gone on meanwhile stays. The results of ended communications that flows can read are erased here likewise.
 */
@Singleton
class RetentionService implements RetentionLoop.Kept {
    private static final int LOOKED_AT_ONCE = 500;
    private static final int CUSTOMERS_AT_ONCE = 100;
    static final int PARTICIPANTS_AT_ONCE = 500;

    private final Database database;
    private final RetentionRepository retained;
    private final LockedCustomers customers;
    private final TenantDirectory tenants;
    private final Outbox outbox;
    private final Clock clock;
    private final RetentionRuns runs = new RetentionRuns();

    RetentionService(
            @Identifier("work") Database database,
            RetentionRepository retained,
            LockedCustomers customers,
            TenantDirectory tenants,
            Outbox outbox,
            Clock clock) {
        this.database = database;
        this.retained = retained;
        this.customers = customers;
        this.tenants = tenants;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Collection<UUID> tenants() {
        return tenants.known().stream()
                .filter(tenant -> !tenant.retention().equals(DataRetention.FOREVER))
                .map(TenantDefined::id)
                .toList();
    }

    @Override
    public DataRetention retention(UUID tenantId) {
        return tenants.newest(tenantId).map(TenantDefined::retention).orElse(DataRetention.FOREVER);
    }

    @Override
    public Optional<RetentionRuns.Run> erase(RetentionRuns.Run run, DataRetention retention) {
        if (retention.equals(DataRetention.FOREVER)) {
            return Optional.empty();
        }
        Instant before = before(retention.participantDays());
        Instant ended = before(retention.communicationDays());
        List<RetentionRepository.Looked> page =
                database.read(tx -> retained.page(tx, run.tenantId(), run.reached(), before, ended, LOOKED_AT_ONCE));
        if (page.isEmpty()) {
            return Optional.empty();
        }
        List<UUID> due = page.stream()
                .filter(RetentionRepository.Looked::due)
                .map(RetentionRepository.Looked::customerId)
                .limit(CUSTOMERS_AT_ONCE)
                .toList();
        UUID last =
                due.size() == CUSTOMERS_AT_ONCE ? due.getLast() : page.getLast().customerId();
        if (due.isEmpty()) {
            return Optional.of(database.inTransaction(tx -> runs.move(tx, run, last, 0)));
        }
        return Optional.of(customers.withLocks(
                run.tenantId(), due, (tx, held) -> eraseIn(tx, run, held, new Bounds(before, ended, last))));
    }

    /** @param last the customer up to which this step looks */
    private record Bounds(
            @Nullable Instant before, @Nullable Instant ended, UUID last) {}

    private RetentionRuns.Run eraseIn(
            Tx tx, RetentionRuns.Run run, Map<UUID, LockedCustomers.Held> held, Bounds bounds) {
        List<ParticipantRef> over = bounds.before() == null
                ? List.of()
                : retained.lockOver(tx, run.tenantId(), held.keySet(), bounds.before(), PARTICIPANTS_AT_ONCE);
        if (!over.isEmpty()) {
            retained.delete(tx, over);
        }
        if (bounds.ended() != null) {
            retained.deleteResults(tx, run.tenantId(), held.keySet(), bounds.ended());
        }
        // More may be left of the same people: the next step looks at them again.
        boolean more = over.size() == PARTICIPANTS_AT_ONCE;
        RetentionRuns.Run next = runs.move(tx, run, more ? run.reached() : bounds.last(), over.size());
        if (!over.isEmpty()) {
            outbox.append(tx, messages(over, held));
        }
        return next;
    }

    private List<OutgoingMessage> messages(List<ParticipantRef> over, Map<UUID, LockedCustomers.Held> held) {
        Instant now = clock.instant();
        List<OutgoingMessage> messages = new ArrayList<>();
        for (ParticipantRef each : over) {
            LockedCustomers.Held customer = held.get(each.customerId());
            @Nullable Integer run = customer == null ? null : customer.runOf(each);
            Envelope<ParticipantRemoved> removed = ParticipantEnvelopes.removed(each, run, now);
            messages.add(ParticipantMessages.event(removed));
            messages.add(ParticipantMessages.command(removed));
            messages.add(ParticipantMessages.command(ParticipantEnvelopes.participantErased(each, now)));
            messages.add(ParticipantMessages.walk(
                    each.customerId(), ParticipantEnvelopes.participantWalksErased(each, now)));
        }
        return messages;
    }

    private @Nullable Instant before(@Nullable Integer days) {
        return days == null ? null : clock.instant().minus(Duration.ofDays(days));
    }
}
