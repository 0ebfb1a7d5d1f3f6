package campaignflows.participant.walkcommit;

import campaignflows.participant.enrollment.IdentityTransactions;
import campaignflows.participant.enrollment.ParticipantRepository;
import campaignflows.participant.enrollment.UnsavedParticipant;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.participant.run.RunRepository;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.walk.WalkProtocol.Begin;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.contracts.walk.WalkProtocol.Position;
import campaignflows.platform.contracts.walk.WalkProtocol.RowVersions;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Outbox;
import campaignflows.platform.database.Tx;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.messaging.TopicRef;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The commit point of walks (architecture, <i>How</i>): the transaction that moves a partition's position is the one in
 * which everything that its walks did takes effect, with a fixed number of statements.
 */
@Singleton
public class WalkCommitService {
    private final Database database;
    private final IdentityTransactions transactions;
    private final WalkPositions positions;
    private final SnapshotRepository snapshots;
    private final CustomerRepository customers;
    private final ParticipantRepository participants;
    private final RunRepository runs;
    private final RowVersionRepository versions;
    private final Outbox outbox;
    private final Clock clock;

    WalkCommitService(
            @io.smallrye.common.annotation.Identifier("work") Database database,
            WalkPositions positions,
            SnapshotRepository snapshots,
            CustomerRepository customers,
            ParticipantRepository participants,
            RunRepository runs,
            RowVersionRepository versions,
            Outbox outbox,
            Clock clock) {
        this.database = database;
        this.transactions = new IdentityTransactions(database);
        this.positions = positions;
        this.snapshots = snapshots;
        this.customers = customers;
        this.participants = participants;
        this.runs = runs;
        this.versions = versions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A {@link campaignflows.platform.contracts.walk.WalkProtocol.BeginResponse} as JSON. */
    byte[] begin(Begin request) {
        TopicRef topic = EngineTopic.of(request.topicId());
        return database.read(tx -> {
            long position = positions.of(tx, topic, request.partition());
            try (BeginResponseRowWriter response = new BeginResponseRowWriter(position)) {
                if (position == request.from()) {
                    snapshots.write(tx, request, response);
                }
                return response.toBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    public Position position(String topicId, int partition) {
        TopicRef topic = EngineTopic.of(topicId);
        return new Position(partition, database.read(tx -> positions.of(tx, topic, partition)));
    }

    /**
     * Lets a batch of walks take effect.
     *
     * @throws ProblemException 409 if the position is not the commit's {@code from}, its walks relied on one that is dropped
     *     or on rows that others have written since, or updates cannot be made; nothing has happened then
     */
    void commit(ReceivedCommit commit) {
        TopicRef topic = EngineTopic.of(commit.topicId());
        if (commit.from() == commit.to() && !commit.events().isEmpty()) {
            throw ProblemException.malformed("Expected a commit with events to move the position, but it does not");
        }
        try {
            transactions.<@org.jspecify.annotations.Nullable Void>run(tx -> {
                Map<UUID, Integer> activeRuns = runs.lockActive(tx, campaigns(commit.events()));
                positions.move(tx, topic, commit.partition(), commit.from(), commit.to());
                if (!commit.events().isEmpty()) {
                    apply(tx, commit.events(), activeRuns);
                }
                return null;
            });
        } catch (DroppedReadException e) {
            throw ProblemException.conflict(String.valueOf(e.getMessage()));
        }
    }

    private static Set<UUID> campaigns(List<ReceivedCommit.Effects> effects) {
        return effects.stream().map(ReceivedCommit.Effects::campaignId).collect(Collectors.toSet());
    }

    private void apply(Tx tx, List<ReceivedCommit.Effects> effects, Map<UUID, Integer> activeRuns) {
        Map<UUID, UnsavedCustomer> profiles = customers.lockByIds(tx, updatedCustomers(effects, activeRuns)).stream()
                .map(UnsavedCustomer::ofStored)
                .collect(Collectors.toMap(UnsavedCustomer::id, Function.identity()));
        Map<UUID, UnsavedParticipant> drafts = participants
                .lockByIds(
                        tx,
                        effects.stream()
                                .filter(each -> CommitCalculator.needsParticipant(each, activeRuns))
                                .map(ReceivedCommit.Effects::participantId)
                                .collect(Collectors.toSet()))
                .stream()
                .map(UnsavedParticipant::ofStored)
                .collect(Collectors.toMap(UnsavedParticipant::id, Function.identity()));
        Instant now = clock.instant();
        CommitMessages outgoing = new CommitCalculator(
                        activeRuns, profiles, drafts, versions(tx, effects, profiles, drafts), others(tx, effects), now)
                .calculate(effects);
        customers.write(tx, profiles.values(), now);
        participants.write(tx, drafts.values(), now);
        outbox.append(tx, messages(outgoing));
    }

    /** Of the rows that are held and whose versions the walks have seen. */
    private Map<UUID, Long> versions(
            Tx tx,
            List<ReceivedCommit.Effects> effects,
            Map<UUID, UnsavedCustomer> profiles,
            Map<UUID, UnsavedParticipant> drafts) {
        Set<UUID> ofCustomers = new HashSet<>();
        Set<UUID> ofParticipants = new HashSet<>();
        for (ReceivedCommit.Effects each : effects) {
            RowVersions seen = each.versions();
            if (seen != null && seen.customer() != null && profiles.containsKey(each.customerId())) {
                ofCustomers.add(each.customerId());
            }
            if (seen != null && seen.participant() != null && drafts.containsKey(each.participantId())) {
                ofParticipants.add(each.participantId());
            }
        }
        return versions.of(tx, ofCustomers, ofParticipants);
    }

    /** Whose profile the events update; a superset of those whose updates will take effect. */
    private static Set<UUID> updatedCustomers(List<ReceivedCommit.Effects> effects, Map<UUID, Integer> activeRuns) {
        return effects.stream()
                .filter(each -> CommitCalculator.needsParticipant(each, activeRuns)
                        && each.updates().stream().anyMatch(update -> update.level() == FieldLevel.CUSTOMER))
                .map(ReceivedCommit.Effects::customerId)
                .collect(Collectors.toSet());
    }

    /** Who has the identifiers that the updates want. */
    private List<UnsavedCustomer> others(Tx tx, List<ReceivedCommit.Effects> effects) {
        Map<Identifier, Set<String>> keys = new EnumMap<>(Identifier.class);
        Set<UUID> tenants = new HashSet<>();
        for (ReceivedCommit.Effects each : effects) {
            for (FieldUpdate update : each.updates()) {
                String value = update.value();
                if (update.level() == FieldLevel.CUSTOMER && value != null) {
                    Identifier.ofFieldName(update.name()).ifPresent(identifier -> {
                        if (identifier.parse(value, ParseContext.UTC) instanceof ParseResult.Parsed parsed) {
                            keys.computeIfAbsent(identifier, any -> new HashSet<>())
                                    .add(identifier.key(parsed.value().canonical()));
                            tenants.add(each.tenantId());
                        }
                    });
                }
            }
        }
        return customers.findByKeys(tx, tenants, keys).stream()
                .map(UnsavedCustomer::ofStored)
                .toList();
    }

    private static List<OutgoingMessage> messages(CommitMessages outgoing) {
        List<OutgoingMessage> messages = new ArrayList<>(outgoing.events().size()
                + outgoing.commands().size()
                + outgoing.walks().size());
        messages.addAll(outgoing.events());
        messages.addAll(outgoing.commands());
        messages.addAll(outgoing.walks());
        return messages;
    }
}
