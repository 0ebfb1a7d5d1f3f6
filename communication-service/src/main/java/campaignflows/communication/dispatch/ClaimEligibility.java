package campaignflows.communication.dispatch;

import campaignflows.communication.channel.ChannelTypes;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.lifecycle.SendWindow;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.limit.ContactLimitRepository;
import campaignflows.communication.limit.ContactLimits;
import campaignflows.communication.limit.FrequencyCap;
import campaignflows.communication.limit.LimitCheck;
import campaignflows.communication.limit.QuietHours;
import campaignflows.communication.limit.TenantZones;
import campaignflows.communication.optout.OptOutRepository;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.database.Sent;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at in the transaction that claims, so that nothing that happens beside it is overlooked: who wants to be left
 * alone, and how often and at which hours contacts may be contacted. A constant number of statements for a claim.
 */
@Singleton
public final class ClaimEligibility {
    /** Where there are no quiet hours, nothing goes by the contact's clock: a window has its own. */
    private static final ZoneId NO_MATTER = ZoneOffset.UTC;

    /** What was tried may have reached the contact, so it counts before anything that certainly has not. */
    private static final Comparator<ClaimRepository.ClaimedRow> TRIED_FIRST =
            Comparator.comparing(one -> one.attempts() == 0);

    private final OptOutRepository optOuts;
    private final ContactLimitRepository limits;
    private final TenantZones tenantZones;

    public ClaimEligibility(OptOutRepository optOuts, ContactLimitRepository limits, TenantZones tenantZones) {
        this.optOuts = optOuts;
        this.limits = limits;
        this.tenantZones = tenantZones;
    }

    /**
     * What became of a claim.
     *
     * @param kept      goes on, what was tried before first, then the longest due
     * @param ends      is not sent any more
     * @param deferrals is given back
     */
    record Checked(List<Eligible> kept, List<StatusChange> ends, Map<UUID, Deferral> deferrals) {}

    /** One that goes on, unless it becomes quiet before it is sent. */
    record Eligible(
            ClaimRepository.ClaimedRow row,
            ZoneId zone,
            @Nullable QuietHours quietHours) {}

    private record Key(UUID tenantId, ChannelType channel) {}

    Checked of(Tx tx, List<ClaimRepository.ClaimedRow> rows, Instant now) {
        List<ClaimRepository.ClaimedRow> inOrder = rows.stream()
                .sorted(TRIED_FIRST
                        .thenComparing(ClaimRepository.ClaimedRow::dueAt)
                        .thenComparing(ClaimRepository.ClaimedRow::id))
                .toList();
        if (inOrder.isEmpty()) {
            return new Checked(List.of(), List.of(), Map.of());
        }
        Sent<List<ContactLimits>> locked = limits.askForLocked(
                tx,
                inOrder.stream()
                        .map(ClaimRepository.ClaimedRow::channelId)
                        .distinct()
                        .toList());
        Set<OptOutRepository.OptOut> leftAlone = optOuts.of(
                tx,
                inOrder.stream()
                        .map(ClaimRepository.ClaimedRow::customerId)
                        .distinct()
                        .toList());
        Map<Key, ContactLimits> byKey = locked.get().stream()
                .collect(Collectors.toMap(one -> new Key(one.tenantId(), one.channel()), Function.identity()));
        LimitCheck check = new LimitCheck(now, made(tx, inOrder, byKey, now));
        List<Eligible> kept = new ArrayList<>(inOrder.size());
        List<StatusChange> ends = new ArrayList<>();
        Map<UUID, Deferral> deferrals = new HashMap<>();
        for (ClaimRepository.ClaimedRow one : inOrder) {
            if (leftAlone.contains(new OptOutRepository.OptOut(one.customerId(), one.type()))) {
                ends.add(StatusChange.end(
                        one.id(), CommunicationStatus.SKIPPED, now, Reasons.optedOut(ChannelTypes.word(one.type()))));
                continue;
            }
            ContactLimits limited = byKey.get(key(one));
            QuietHours quietHours = limited == null ? null : limited.quietHours();
            Optional<ZoneId> known = quietHours == null ? Optional.of(NO_MATTER) : zone(one);
            if (known.isEmpty()) {
                deferrals.put(one.id(), Deferral.until(now.plus(LimitCheck.LOOK_AGAIN), Reasons.ZONE_UNKNOWN));
                continue;
            }
            ZoneId zone = known.get();
            if (limited == null) {
                kept.add(new Eligible(one, zone, null));
                continue;
            }
            switch (check.of(new LimitCheck.Due(one.customerId(), zone, one.window()), limited)) {
                case LimitCheck.Go go -> kept.add(new Eligible(one, zone, limited.quietHours()));
                case LimitCheck.Later later -> deferrals.put(one.id(), Deferral.until(later.at(), later.reason()));
                case LimitCheck.Never never ->
                    ends.add(StatusChange.end(one.id(), CommunicationStatus.SKIPPED, now, never.reason()));
            }
        }
        return new Checked(kept, ends, deferrals);
    }

    private List<ContactLimitRepository.Made> made(
            Tx tx, List<ClaimRepository.ClaimedRow> rows, Map<Key, ContactLimits> byKey, Instant now) {
        List<ContactLimitRepository.Counted> counted = new ArrayList<>();
        for (ClaimRepository.ClaimedRow one : rows) {
            ContactLimits limited = byKey.get(key(one));
            FrequencyCap cap = limited == null ? null : limited.cap();
            if (cap != null) {
                counted.add(new ContactLimitRepository.Counted(one.customerId(), one.type(), cap.since(now)));
            }
        }
        return limits.made(
                tx,
                counted.stream().distinct().toList(),
                rows.stream().map(ClaimRepository.ClaimedRow::id).toList());
    }

    private static Key key(ClaimRepository.ClaimedRow one) {
        return new Key(one.tenantId(), one.type());
    }

    private Optional<ZoneId> zone(ClaimRepository.ClaimedRow one) {
        ZoneId own = one.zone();
        if (own != null) {
            return Optional.of(own);
        }
        SendWindow window = one.window();
        return window == null ? tenantZones.of(one.tenantId()) : Optional.of(window.zone());
    }
}
