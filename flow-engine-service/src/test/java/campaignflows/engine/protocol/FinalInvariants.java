package campaignflows.engine.protocol;

import campaignflows.engine.protocol.InvariantMonitor.Made;
import campaignflows.engine.protocol.InvariantMonitor.Violation;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.PlanCommunication;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkRecorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** What must hold when nothing goes on any more: the four properties of the architecture, checked on what is stored then. */
final class FinalInvariants {
    /** Whether a plan was canceled before it was sent, and whether a sender died over it. */
    private static final Set<String> DEPENDS_ON_WHAT_CAME_FIRST = Set.of(
            "CommunicationUpdated",
            "CancelCommunications",
            "walk of " + TestCampaigns.REACHED + " " + WalkOutcome.COMPLETED,
            "walk of " + TestCampaigns.HANDED_OVER + " " + WalkOutcome.COMPLETED);

    private final InvariantMonitor monitor;
    private final Kafka kafka;
    private final CampaignServiceModel campaigns;
    private final ParticipantServiceModel participants;
    private final CommunicationServiceModel communications;
    private final FlowChoice choice;
    private final Map<UUID, List<WalkRecorded>> walks = new LinkedHashMap<>();

    FinalInvariants(
            InvariantMonitor monitor,
            Kafka kafka,
            CampaignServiceModel campaigns,
            ParticipantServiceModel participants,
            CommunicationServiceModel communications,
            FlowChoice choice) {
        this.monitor = monitor;
        this.kafka = kafka;
        this.campaigns = campaigns;
        this.participants = participants;
        this.communications = communications;
        this.choice = choice;
        monitor.made().values().stream()
                .map(made -> made.envelope().data())
                .filter(WalkRecorded.class::isInstance)
                .map(WalkRecorded.class::cast)
                .forEach(walk -> walks.computeIfAbsent(walk.trigger().eventId(), any -> new ArrayList<>())
                        .add(walk));
    }

    /** @throws Violation that says what does not hold */
    void check() {
        List.of(Topics.PARTICIPANT_EVENTS, Topics.COMMUNICATION_COMMANDS, Topics.FLOW_WALKS)
                .forEach(this::checkPublished);
        monitor.made().values().stream()
                .filter(made -> made.topic().equals(Topics.PARTICIPANT_EVENTS))
                .forEach(this::checkWalked);
        checkCommands();
        checkSeen();
        checkHandedOver();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new Violation(what);
        }
    }

    /** What was left in the outboxes is on the topic once, that of one participant in the order of its transactions. */
    private void checkPublished(String topic) {
        Map<String, List<UUID>> published = new HashMap<>();
        for (TopicLog log : kafka.broker().logsOf(topic)) {
            for (TopicLog.Entry entry : log.committed()) {
                UUID id = InvariantMonitor.idOf(entry);
                Made made = Objects.requireNonNull(monitor.made().get(id), "published, but never made");
                published
                        .computeIfAbsent(made.stream(), any -> new ArrayList<>())
                        .add(id);
            }
        }
        monitor.streams().forEach((stream, made) -> {
            if (stream.contains(" on " + topic + " of ")) {
                List<UUID> found = published.getOrDefault(stream, List.of());
                require(found.equals(made), stream + ": " + made + " was made, but published was " + found);
            }
        });
    }

    /** Properties 1 and 3. */
    private void checkWalked(Made made) {
        ParticipantEvent event = (ParticipantEvent) made.envelope().data();
        List<WalkRecorded> records = walks.getOrDefault(made.envelope().id(), List.of());
        Set<UUID> flows = ExpectedWalks.flowsOf(event, choice);
        Integer run = event.run();
        if (run == null || flows.isEmpty()) {
            require(records.isEmpty(), "an event of no run, or that triggers nothing, was walked: " + made);
            return;
        }
        if (records.size() == 1 && records.getFirst().flowId() == null) {
            require(records.getFirst().outcome() == WalkOutcome.NOT_WALKED, "a walk of no flow: " + made);
        } else {
            List<UUID> walked = records.stream()
                    .map(walk -> Objects.requireNonNull(walk.flowId()))
                    .sorted()
                    .toList();
            require(walked.equals(List.copyOf(flows)), made + " walked " + walked + ", not " + flows);
            records.forEach(walk -> require(
                    Objects.equals(walk.flowRevision(), run) && Objects.equals(walk.run(), run),
                    "an event of run " + run + " was walked with the flows of " + walk.flowRevision()));
        }
        boolean due =
                campaigns.runsOn(event.campaignId(), run) && !monitor.removed().contains(event.participantId());
        WalkOutcome expected =
                made.envelope().depth() > ExpectedWalks.deepest() ? WalkOutcome.FAILED : WalkOutcome.COMPLETED;
        require(
                !due || records.stream().allMatch(walk -> walk.outcome() == expected),
                "an event that was to be walked was not, or failed: " + made + ": " + records);
    }

    private void checkCommands() {
        Set<UUID> made = monitor.made().values().stream()
                .filter(each -> each.topic().equals(Topics.COMMUNICATION_COMMANDS))
                .map(each -> each.envelope().id())
                .collect(Collectors.toSet());
        require(
                made.equals(monitor.commanded()),
                made + " was commanded, but " + monitor.commanded() + " was received");
    }

    /** Property 2, and that effects happen once: each count went on from the one before. */
    private void checkSeen() {
        Map<UUID, Long> contacts = plans().stream()
                .collect(Collectors.groupingBy(PlanCommunication::participantId, Collectors.counting()));
        contacts.forEach(
                (id, count) -> require(count == 1, "participant " + id + " was contacted " + count + " times"));
        participants.people().values().forEach(person -> {
            long counted = effective(person.id(), TestCampaigns.COUNT, "add");
            long answered = effective(person.id(), TestCampaigns.ANSWER, "add");
            long edited = participants.editedOf(person.id());
            require(
                    person.number("count") == counted && person.number("answers") == answered + edited,
                    "%s holds %s, but was counted %d and answered %d times, and edits added %d"
                            .formatted(person.id(), person.values(), counted, answered, edited));
            require(
                    person.values().get("claimed") == null
                            || TestCampaigns.ONLY_ONE.equals(
                                    participants.profileOf(person.customer()).get("external_id")),
                    "%s is marked for an identifier that its customer has never had".formatted(person.id()));
        });
        TestCampaigns.customers().forEach(customer -> {
            long counted = walks.values().stream()
                    .flatMap(List::stream)
                    .filter(walk -> walk.customerId().equals(customer)
                            && (isEffective(walk, TestCampaigns.COUNT, "add")
                                    || isEffective(walk, TestCampaigns.ANSWER, "add")))
                    .count();
            String total = participants.profileOf(customer).get("total");
            long edited = participants.editedOf(customer);
            require(
                    String.valueOf(counted + edited).equals(total),
                    "customer %s was counted %d times and edits added %d, but it holds %s"
                            .formatted(customer, counted, edited, total));
        });
        checkClaims();
        monitor.tookEffect()
                .forEach((event, times) -> require(times == 1, "event " + event + " took effect " + times + " times"));
    }

    /** A walk says that it wrote the identifier if and only if its customer has it. */
    private void checkClaims() {
        walks.values().stream()
                .flatMap(List::stream)
                .filter(walk -> isEffective(walk, TestCampaigns.CLAIM, "claim"))
                .forEach(walk -> {
                    WalkRecorded.Step step = walk.steps().getLast();
                    boolean has = TestCampaigns.ONLY_ONE.equals(
                            participants.profileOf(walk.customerId()).get("external_id"));
                    require(
                            has == (step.message() == null)
                                    && has != step.operands().isEmpty(),
                            "customer %s has the identifier: %s, but a walk says %s"
                                    .formatted(walk.customerId(), has, step));
                });
    }

    private List<PlanCommunication> plans() {
        return monitor.made().values().stream()
                .map(made -> made.envelope().data())
                .filter(PlanCommunication.class::isInstance)
                .map(PlanCommunication.class::cast)
                .toList();
    }

    private long effective(UUID participant, UUID flow, String node) {
        return walks.values().stream()
                .flatMap(List::stream)
                .filter(walk -> walk.participantId().equals(participant) && isEffective(walk, flow, node))
                .count();
    }

    private static boolean isEffective(WalkRecorded walk, UUID flow, String node) {
        return flow.equals(walk.flowId())
                && walk.outcome() == WalkOutcome.COMPLETED
                && walk.steps().stream().anyMatch(step -> step.nodeId().equals(node));
    }

    /** Property 4, and that each plan became one communication, which ended once. */
    private void checkHandedOver() {
        Map<UUID, Long> known = communications.all().stream()
                .collect(Collectors.groupingBy(each -> each.plan().communicationId(), Collectors.counting()));
        for (PlanCommunication plan : plans()) {
            long times = known.getOrDefault(plan.communicationId(), 0L);
            boolean gone = monitor.removed().contains(plan.participantId());
            require(times == 1 || (gone && times == 0), "a plan was stored " + times + " times: " + plan);
        }
        communications
                .all()
                .forEach(each -> require(
                        each.handedOver() <= 1, each.plan() + " was handed over " + each.handedOver() + " times"));
        Map<UUID, Long> ends = monitor.made().values().stream()
                .map(made -> made.envelope().data())
                .filter(CommunicationEnded.class::isInstance)
                .map(CommunicationEnded.class::cast)
                .collect(Collectors.groupingBy(end -> end.communication().communicationId(), Collectors.counting()));
        ends.forEach((id, count) -> require(count == 1, "communication " + id + " ended " + count + " times"));
    }

    /** What an undisturbed world must leave as well: all that does not depend on what came first. */
    String digest() {
        Map<String, Object> all = new TreeMap<>();
        participants
                .people()
                .values()
                .forEach(person -> all.put(
                        person.campaign() + "/" + person.customer(),
                        new TreeMap<>(person.values()) + " "
                                + new TreeSet<>(plans().stream()
                                        .filter(plan -> plan.participantId().equals(person.id()))
                                        .map(PlanCommunication::name)
                                        .toList())));
        Map<String, Long> counts = new TreeMap<>(monitor.made().values().stream()
                .map(made -> made.envelope().data())
                .collect(Collectors.groupingBy(FinalInvariants::kind, Collectors.counting())));
        TestCampaigns.customers().forEach(customer -> all.put(customer.toString(), participants.profileOf(customer)));
        counts.keySet().removeIf(DEPENDS_ON_WHAT_CAME_FIRST::contains);
        return all + " " + counts;
    }

    private static String kind(Object data) {
        return data instanceof WalkRecorded walk
                ? "walk of " + walk.flowId() + " " + walk.outcome()
                : data.getClass().getSimpleName();
    }
}
