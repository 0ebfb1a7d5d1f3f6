package campaignflows.engine.protocol;

import campaignflows.engine.processing.CommitOutcome;
import campaignflows.engine.processing.WalkCommits;
import campaignflows.engine.protocol.InvariantMonitor.Made;
import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.contracts.message.ParticipantCreated;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.message.ParticipantUpdated;
import campaignflows.platform.contracts.walk.WalkProtocol.Begin;
import campaignflows.platform.contracts.walk.WalkProtocol.BeginResponse;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.contracts.walk.WalkProtocol.RowVersions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * participant-service as its contract says: people change what they like in transactions that stamp their events with the
 * run found there, and walks take effect in the transaction that moves the position.
 */
final class ParticipantServiceModel {
    static final String SERVICE = "participant";

    private static final int EDIT = 1_000;

    private final Schedule schedule;
    private final Mutation mutation;
    private final InvariantMonitor monitor;
    private final CampaignServiceModel campaigns;
    private final SimulatedDatabase database;
    private final Runs runs;
    private final Map<UUID, Person> people = new LinkedHashMap<>();
    private final Map<UUID, Map<String, String>> profiles = new HashMap<>();
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Map<Integer, List<UUID>> walked = new HashMap<>();
    private final Map<UUID, Long> versions = new HashMap<>();
    private final Map<UUID, Long> edited = new HashMap<>();
    private final Set<Integer> landed = new HashSet<>();

    ParticipantServiceModel(
            Schedule schedule,
            Mutation mutation,
            InvariantMonitor monitor,
            CampaignServiceModel campaigns,
            SimulatedDatabase database) {
        this.schedule = schedule;
        this.mutation = mutation;
        this.monitor = monitor;
        this.campaigns = campaigns;
        this.database = database;
        this.runs = new Runs(database);
        TestCampaigns.customers().forEach(customer -> profiles.put(customer, new HashMap<>(Map.of("total", "0"))));
    }

    Runs runs() {
        return runs;
    }

    Map<UUID, Person> people() {
        return people;
    }

    Map<String, String> profileOf(UUID customer) {
        return Objects.requireNonNull(profiles.get(customer));
    }

    /** Whether walks of the campaign have begun and not been committed. */
    boolean isWalked(UUID campaign) {
        return walked.values().stream().anyMatch(campaigns -> campaigns.contains(campaign));
    }

    /** As {@link WalkCommits#position}. */
    long position(int partition) {
        return positions.getOrDefault(partition, 0L);
    }

    BeginResponse begin(Begin request) {
        long position = position(request.partition());
        schedule.pause();
        walked.put(
                request.partition(),
                request.participantIds().stream()
                        .map(people::get)
                        .filter(Objects::nonNull)
                        .map(Person::campaign)
                        .toList());
        return new BeginResponse(
                position,
                position != request.from()
                        ? List.of()
                        : request.participantIds().stream()
                                .map(people::get)
                                .filter(Objects::nonNull)
                                .map(this::snapshot)
                                .toList());
    }

    private ParticipantSnapshot snapshot(Person person) {
        return new ParticipantSnapshot(
                WalkFixture.TENANT,
                person.campaign(),
                person.id(),
                person.customer(),
                null,
                null,
                profileOf(person.customer()),
                person.values(),
                mutation == Mutation.FORGETFUL_SNAPSHOTS ? null : person.lastCommunication(),
                runs.active(person.campaign()),
                new RowVersions(versionOf(person.customer()), person.version()));
    }

    /** Another one after each transaction that wrote the profile. */
    long versionOf(UUID customer) {
        return versions.getOrDefault(customer, 0L);
    }

    void written(UUID customer) {
        versions.merge(customer, 1L, Long::sum);
    }

    /** What edits have added to the customer's total, and to the participant's answers. */
    long editedOf(UUID id) {
        return edited.getOrDefault(id, 0L);
    }

    CommitOutcome commit(SimulatedProcess machine, Commit commit) {
        SimulatedDatabase.Transaction tx = database.begin(machine);
        tx.lock("position/" + commit.partition());
        if (position(commit.partition()) != commit.from() && mutation != Mutation.NO_POSITION_CONDITION) {
            tx.rollback();
            return new CommitOutcome.ReadFromPosition();
        }
        tx.write(() -> {
            walked.remove(commit.partition());
            monitor.moved(commit, position(commit.partition()));
            positions.put(commit.partition(), commit.to());
        });
        if (mutation == Mutation.POSITION_MOVED_APART) {
            tx.commit();
            tx = database.begin(machine);
        }
        WalkEffects effects = new WalkEffects(this, monitor, mutation, Instant.ofEpochSecond(0, schedule.now()));
        CommitOutcome outcome = effects.apply(tx, commit.events());
        if (outcome instanceof CommitOutcome.Applied) {
            tx.commit();
        } else {
            tx.rollback();
        }
        return outcome;
    }

    /**
     * A row of a file: creates the participant or updates it. The operation's number guards against repeats.
     *
     * @param machine that serves
     */
    void land(SimulatedProcess machine, int operation, UUID campaign, UUID customer, String note) {
        SimulatedDatabase.Transaction tx = database.begin(machine);
        Integer run = mutation == Mutation.STAMPED_WITHOUT_LOCK ? runs.active(campaign) : runs.hold(tx, campaign);
        long early = mutation == Mutation.IDS_BEFORE_LOCKS ? tx.drawEarly() : 0;
        schedule.pause();
        tx.lock("customer/" + customer);
        if (landed.contains(operation)) {
            tx.rollback();
            return;
        }
        tx.write(() -> landed.add(operation));
        Person found = find(campaign, customer);
        if (found != null) {
            tx.lock("participant/" + found.id());
        }
        Person person = found != null ? found : new Person(schedule.newId(), campaign, customer);
        ParticipantEvent event = found == null
                ? new ParticipantCreated(campaign, person.id(), customer, run)
                : new ParticipantUpdated(campaign, person.id(), customer, run);
        tx.write(() -> {
            people.put(person.id(), person);
            person.set("note", note);
            person.written();
        });
        Made made = made(Topics.PARTICIPANT_EVENTS, event(event));
        tx.write(() -> monitor.stamped(campaigns.phase(campaign), run));
        append(tx, List.of(made), early);
        tx.commit();
    }

    /**
     * Adds to the total of the customer and to the participant's answers: what walks count there goes on from it.
     *
     * @param machine that serves
     */
    void edit(SimulatedProcess machine, int operation, UUID campaign, UUID customer) {
        SimulatedDatabase.Transaction tx = database.begin(machine);
        Integer run = runs.hold(tx, campaign);
        tx.lock("customer/" + customer);
        Person person = find(campaign, customer);
        if (landed.contains(operation)) {
            tx.rollback();
            return;
        }
        if (person == null) {
            landNothing(tx, operation);
            return;
        }
        tx.lock("participant/" + person.id());
        if (!people.containsKey(person.id())) {
            tx.rollback();
            return;
        }
        String total = String.valueOf(
                Integer.parseInt(Objects.requireNonNull(profileOf(customer).get("total"))) + EDIT);
        String answers = String.valueOf(person.number("answers") + EDIT);
        tx.write(() -> {
            landed.add(operation);
            profileOf(customer).put("total", total);
            person.set("answers", answers);
            written(customer);
            person.written();
            edited.merge(customer, (long) EDIT, Long::sum);
            edited.merge(person.id(), (long) EDIT, Long::sum);
            monitor.stamped(campaigns.phase(campaign), run);
        });
        append(
                tx,
                List.of(made(
                        Topics.PARTICIPANT_EVENTS,
                        event(new ParticipantUpdated(campaign, person.id(), customer, run)))),
                0);
        tx.commit();
    }

    /**
     * Whoever asked for it was told that there is nobody. A copy of the request that is late must not find who was imported
     * since: the real requests name participants by their ids.
     */
    private void landNothing(SimulatedDatabase.Transaction tx, int operation) {
        tx.write(() -> landed.add(operation));
        tx.commit();
    }

    /** Removes the participant of the customer, if there is one. */
    void remove(SimulatedProcess machine, int operation, UUID campaign, UUID customer) {
        SimulatedDatabase.Transaction tx = database.begin(machine);
        Integer run = runs.hold(tx, campaign);
        tx.lock("customer/" + customer);
        Person person = find(campaign, customer);
        if (landed.contains(operation)) {
            tx.rollback();
            return;
        }
        if (person == null) {
            landNothing(tx, operation);
            return;
        }
        tx.lock("participant/" + person.id());
        tx.write(() -> {
            landed.add(operation);
            people.remove(person.id());
            monitor.removed(person.id());
        });
        var removed = new ParticipantRemoved(campaign, person.id(), customer, run);
        append(
                tx,
                List.of(
                        made(Topics.PARTICIPANT_EVENTS, event(removed)),
                        made(Topics.COMMUNICATION_COMMANDS, event(removed))),
                0);
        tx.commit();
    }

    void store(SimulatedProcess machine, RunState state) {
        SimulatedDatabase.Transaction tx = database.begin(machine);
        runs.store(tx, state);
        tx.commit();
    }

    private @Nullable Person find(UUID campaign, UUID customer) {
        return people.values().stream()
                .filter(person ->
                        person.campaign().equals(campaign) && person.customer().equals(customer))
                .findFirst()
                .orElse(null);
    }

    Made made(String topic, Envelope<?> envelope) {
        return new Made(SERVICE, topic, envelope);
    }

    private Envelope<ParticipantEvent> event(ParticipantEvent data) {
        return new Envelope<>(
                schedule.newId(),
                SERVICE,
                WalkFixture.TENANT,
                data.participantId().toString(),
                Instant.ofEpochSecond(0, schedule.now()),
                null,
                0,
                data);
    }

    /** Appends to the outbox, as the last statement of the transaction. */
    void append(SimulatedDatabase.Transaction tx, List<Made> messages, long drawnEarly) {
        tx.write(() -> monitor.made(messages));
        List<campaignflows.platform.messaging.OutgoingMessage> outgoing = new ArrayList<>();
        messages.forEach(message -> outgoing.add(message.outgoing()));
        if (drawnEarly > 0) {
            tx.append(outgoing, drawnEarly);
        } else {
            tx.append(outgoing);
        }
    }
}
