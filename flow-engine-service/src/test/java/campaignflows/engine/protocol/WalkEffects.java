package campaignflows.engine.protocol;

import campaignflows.engine.processing.CommitOutcome;
import campaignflows.engine.protocol.InvariantMonitor.Made;
import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.message.ParticipantUpdated;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.EmittedCommand;
import campaignflows.platform.contracts.walk.WalkProtocol.EmittedWalk;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.contracts.walk.WalkProtocol.RowVersions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the effects of a commit's events come true: what of a removed participant or an ended run is dropped here. */
final class WalkEffects {
    private static final String EXTERNAL_ID = "external_id";

    private final ParticipantServiceModel participants;
    private final InvariantMonitor monitor;
    private final Mutation mutation;
    private final Instant now;
    private final Map<UUID, Person> held = new HashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<Made> messages = new ArrayList<>();
    private final Map<UUID, Integer> runs = new HashMap<>();
    private final Set<UUID> seenInVain = new HashSet<>();
    private final Set<FieldLevel> overtaken = EnumSet.noneOf(FieldLevel.class);
    private final Map<Integer, String> refused = new HashMap<>();
    private int index;

    WalkEffects(ParticipantServiceModel participants, InvariantMonitor monitor, Mutation mutation, Instant now) {
        this.participants = participants;
        this.monitor = monitor;
        this.mutation = mutation;
        this.now = now;
    }

    /** Whether all is well; if not, the events are to be walked again. */
    CommitOutcome apply(SimulatedDatabase.Transaction tx, List<EventEffects> events) {
        if (events.isEmpty()) {
            return new CommitOutcome.Applied();
        }
        long early = mutation == Mutation.IDS_BEFORE_LOCKS ? tx.drawEarly() : 0;
        new TreeSet<>(events.stream().map(EventEffects::campaignId).toList()).forEach(campaign -> {
            Integer run = participants.runs().hold(tx, campaign);
            if (run != null) {
                runs.put(campaign, run);
            }
        });
        new TreeSet<>(events.stream()
                        .filter(WalkEffects::updatesProfile)
                        .map(EventEffects::customerId)
                        .toList())
                .forEach(customer -> tx.lock("customer/" + customer));
        new TreeSet<>(events.stream().map(EventEffects::participantId).toList()).forEach(id -> {
            tx.lock("participant/" + id);
            Person person = participants.people().get(id);
            if (person != null) {
                held.put(id, person);
            }
        });
        if (events.stream().anyMatch(WalkEffects::claims)) {
            tx.lock("identifier/" + TestCampaigns.ONLY_ONE);
        }
        for (EventEffects event : events) {
            int next = index + event.updates().size();
            if (!apply(tx, event)) {
                return new CommitOutcome.ReadFromPosition();
            }
            index = next;
        }
        if (!overtaken.isEmpty()) {
            return new CommitOutcome.StaleRows(overtaken);
        }
        if (!refused.isEmpty()) {
            return new CommitOutcome.UpdatesRefused(refused);
        }
        participants.append(tx, List.copyOf(messages), early);
        return new CommitOutcome.Applied();
    }

    private boolean apply(SimulatedDatabase.Transaction tx, EventEffects event) {
        Person person = held.get(event.participantId());
        CommunicationState communication = event.communication();
        if (person != null && communication != null) {
            tx.write(() -> person.follow(communication));
        }
        Integer run = event.run();
        boolean active = run != null && run.equals(runs.get(event.campaignId()));
        boolean changes = !event.updates().isEmpty() || !event.commands().isEmpty();
        if (run != null && (active || mutation == Mutation.ENDED_RUNS_TAKE_EFFECT)) {
            if (seenInVain.contains(event.customerId())) {
                return false;
            }
            if (!changes) {
                record(event, null);
            } else if (person != null) {
                takeEffect(tx, event, person, run);
            } else if (mutation == Mutation.REMOVED_TAKE_EFFECT) {
                takeEffect(tx, event, new Person(event.participantId(), event.campaignId(), event.customerId()), run);
            } else {
                drop(event, "removed");
            }
        } else {
            drop(event, "stopped");
        }
        return true;
    }

    private void drop(EventEffects event, String reason) {
        if (updatesProfile(event) && mutation != Mutation.SEEN_IN_VAIN) {
            seenInVain.add(event.customerId());
        }
        record(event, reason);
    }

    private static boolean updatesProfile(EventEffects event) {
        return event.updates().stream().anyMatch(update -> update.level() == FieldLevel.CUSTOMER);
    }

    private static boolean claims(EventEffects event) {
        return event.updates().stream().anyMatch(WalkEffects::claims);
    }

    private static boolean claims(FieldUpdate update) {
        return update.name().equals(EXTERNAL_ID);
    }

    /** Whether another customer has the identifier, or gets it by an earlier event of the commit. */
    private boolean isTakenFrom(UUID customer) {
        return TestCampaigns.customers().stream()
                .filter(other -> !other.equals(customer))
                .anyMatch(other -> TestCampaigns.ONLY_ONE.equals(values.getOrDefault(
                        other + "." + EXTERNAL_ID, participants.profileOf(other).get(EXTERNAL_ID))));
    }

    private void compare(EventEffects event, Person person) {
        RowVersions seen = event.versions();
        if (seen == null || mutation == Mutation.OVERTAKEN_TAKE_EFFECT) {
            return;
        }
        if (seen.customer() != null && seen.customer() != participants.versionOf(person.customer())) {
            overtaken.add(FieldLevel.CUSTOMER);
        }
        if (seen.participant() != null && seen.participant() != person.version()) {
            overtaken.add(FieldLevel.PARTICIPANT);
        }
    }

    private void takeEffect(SimulatedDatabase.Transaction tx, EventEffects event, Person person, int run) {
        compare(event, person);
        tx.write(() -> monitor.tookEffect(event));
        boolean changed = false;
        for (FieldUpdate update : event.updates()) {
            if (!claims(update) || !isTakenFrom(person.customer())) {
                changed |= write(tx, update, person);
            } else if (mutation != Mutation.SKIPPED_UNSEEN) {
                refused.put(index, "it belongs to another contact");
            }
            index++;
        }
        for (EmittedCommand emitted : event.commands()) {
            if (emitted.command() instanceof PlanCommunication plan) {
                tx.write(() -> person.follow(planned(plan)));
            }
            messages.add(
                    participants.made(Topics.COMMUNICATION_COMMANDS, caused(event, emitted.id(), emitted.command())));
        }
        record(event, null);
        if (changed) {
            messages.add(participants.made(
                    Topics.PARTICIPANT_EVENTS,
                    caused(
                            event,
                            Ids.derived("participant-updated", event.eventId()),
                            new ParticipantUpdated(person.campaign(), person.id(), person.customer(), run))));
        }
    }

    /** Values are those of the transaction so far, which nobody else sees yet. */
    private boolean write(SimulatedDatabase.Transaction tx, FieldUpdate update, Person person) {
        boolean ofCustomer = update.level() == FieldLevel.CUSTOMER;
        String key = (ofCustomer ? person.customer() : person.id()) + "." + update.name();
        Map<String, String> target = ofCustomer ? participants.profileOf(person.customer()) : person.values();
        String value = Objects.requireNonNull(update.value());
        String before = values.getOrDefault(key, target.get(update.name()));
        values.put(key, value);
        tx.write(() -> {
            target.put(update.name(), value);
            if (ofCustomer) {
                participants.written(person.customer());
            } else {
                person.written();
            }
        });
        return !value.equals(before);
    }

    private void record(EventEffects event, @Nullable String dropped) {
        for (EmittedWalk emitted : event.walks()) {
            messages.add(participants.made(
                    Topics.FLOW_WALKS,
                    caused(
                            event,
                            emitted.id(),
                            dropped == null || emitted.walk().outcome() == WalkOutcome.NOT_WALKED
                                    ? emitted.walk()
                                    : emitted.walk().dropped(dropped))));
        }
    }

    private static CommunicationState planned(PlanCommunication plan) {
        return new CommunicationState(
                plan.communicationId(),
                plan.name(),
                CommunicationStatus.PLANNED,
                plan.channel(),
                plan.agentId(),
                Map.of(),
                plan.createdAt());
    }

    private <T> Envelope<T> caused(EventEffects event, UUID id, T data) {
        return new Envelope<>(
                id,
                ParticipantServiceModel.SERVICE,
                WalkFixture.TENANT,
                event.participantId().toString(),
                now,
                event.eventId(),
                event.depth() + 1,
                data);
    }
}
