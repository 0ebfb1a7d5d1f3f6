package campaignflows.participant.bulk;

import campaignflows.participant.field.TenantSettings;
import campaignflows.participant.identity.IdentityIndex;
import campaignflows.participant.profile.CustomerDraft;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.profile.ReadBound;
import campaignflows.participant.roster.ParticipantDraft;
import campaignflows.participant.roster.ParticipantRepository;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.participant.ImportBatch.Row;
import campaignflows.platform.contracts.participant.ImportBatch.RowError;
import campaignflows.platform.database.Database;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Lands the rows of a whole file in memory, part after part, by the planner of the import itself, on what is stored at this
 * moment: nothing is written and nothing locked. A later row sees what the earlier ones did, however far they are apart.
 *
 * <p>What the rows come to is held until the end; so there is a bound, whatever the rows look like.
 */
public final class FileRehearsal {
    /** About how many bytes may be held. */
    static final long MAX_HELD_BYTES = 80L << 20;

    /** Of stored values, read at a time. */
    private static final long READ_CHARACTERS = 8L << 20;

    private static final long PERSON_BYTES = 700;
    private static final long VALUE_BYTES = 110;

    private final CampaignDefined definition;
    private final RowParser parser;
    private final Database database;
    private final CustomerRepository customers;
    private final ParticipantRepository participants;
    private final Consumer<RowError> faults;
    private final Instant now = Instant.now();

    private final IdentityIndex identities = new IdentityIndex();
    private final Map<UUID, CustomerDraft> people = new HashMap<>();
    private final Map<UUID, ParticipantDraft> roster = new HashMap<>();
    private final Map<UUID, Part> parts = new LinkedHashMap<>();
    private long held;
    private long created;
    private long updated;
    private long failed;

    /**
     * A participant as it is after all rows, and what they did to it.
     *
     * @param created of each of its rows that fires an event, in file order: whether it made the participant
     */
    public record Part(CustomerDraft customer, ParticipantDraft participant, List<Boolean> created) {}

    /** @param faults is told why rows fail */
    FileRehearsal(
            CampaignDefined definition,
            List<String> columns,
            TenantSettings tenant,
            Database database,
            CustomerRepository customers,
            ParticipantRepository participants,
            Consumer<RowError> faults) {
        this.definition = definition;
        this.parser = new RowParser(definition, columns, tenant.context());
        this.database = database;
        this.customers = customers;
        this.participants = participants;
        this.faults = faults;
    }

    /**
     * Lands the next rows.
     *
     * @throws ProblemException 413 if what is to be held has become too much
     */
    public void land(List<Row> rows) {
        landParsed(rows.stream().map(parser::parse).toList());
    }

    /** All that rows did something to, in the order of their first rows. */
    public Collection<Part> parts() {
        return parts.values();
    }

    public long created() {
        return created;
    }

    public long updated() {
        return updated;
    }

    public long failed() {
        return failed;
    }

    private void landParsed(List<ParsedRow> rows) {
        ReadBound bound = rows.size() == 1 ? ReadBound.none() : new ReadBound(READ_CHARACTERS);
        try {
            load(Wanted.of(rows), bound);
        } catch (ReadBound.Exceeded tooMuch) {
            int half = rows.size() / 2;
            landParsed(rows.subList(0, half));
            landParsed(rows.subList(half, rows.size()));
            return;
        }
        rows.forEach(this::hold);
        BatchPlan plan = new BatchPlanner(
                        definition.tenantId(),
                        definition.campaignId(),
                        definition.updatedOnUnchanged(),
                        parser,
                        identities,
                        roster.values(),
                        Ids::v7,
                        now)
                .plan(rows);
        plan.customers().forEach(customer -> people.put(customer.id(), customer));
        plan.participants().forEach(participant -> roster.put(participant.id(), participant));
        plan.events().forEach(this::note);
        plan.result().errors().forEach(faults);
        created += plan.result().created();
        updated += plan.result().updated();
        failed += plan.result().failed();
    }

    /** Reads who is meant by the rows and not known here yet; who is known here is as the earlier rows left it. */
    private void load(Wanted wanted, ReadBound bound) {
        database.useTransaction(tx -> {
            for (var customer : customers.findByKeys(tx, definition.tenantId(), wanted.keys(), bound)) {
                if (!people.containsKey(customer.id())) {
                    CustomerDraft draft = CustomerDraft.ofStored(customer);
                    people.put(customer.id(), draft);
                    identities.add(draft);
                    hold(customer.values());
                }
            }
            for (var participant : participants.findByKeys(
                    tx, definition.campaignId(), meant(wanted), wanted.objectIds(), wanted.noObject(), bound)) {
                if (!roster.containsKey(participant.id())) {
                    roster.put(participant.id(), ParticipantDraft.ofStored(participant));
                    hold(participant.values());
                }
            }
        });
    }

    /** The stored people who have one of the identifiers, now or by an earlier row. */
    private List<UUID> meant(Wanted wanted) {
        List<UUID> ids = new ArrayList<>();
        for (Map.Entry<Identifier, java.util.Set<String>> each : wanted.keys().entrySet()) {
            for (String key : each.getValue()) {
                CustomerDraft owner = identities.ownerOfKey(each.getKey(), key);
                if (owner != null && !owner.isNew()) {
                    ids.add(owner.id());
                }
            }
        }
        return ids;
    }

    private void note(BatchPlan.Event event) {
        ParticipantDraft participant = event.participant();
        CustomerDraft customer = Objects.requireNonNull(people.get(participant.customerId()));
        parts.computeIfAbsent(participant.id(), any -> new Part(customer, participant, new ArrayList<>(1)))
                .created()
                .add(event.created());
    }

    private void hold(ParsedRow row) {
        if (row instanceof ParsedRow.Valid valid) {
            long bytes = PERSON_BYTES;
            for (String identifier : valid.identifiers().values()) {
                bytes += VALUE_BYTES + identifier.length();
            }
            for (ParsedRow.Value value : valid.values()) {
                bytes += VALUE_BYTES + value.canonical().length();
            }
            hold(bytes);
        }
    }

    private void hold(Map<String, String> stored) {
        long bytes = PERSON_BYTES / 2;
        for (String value : stored.values()) {
            bytes += VALUE_BYTES + value.length();
        }
        hold(bytes);
    }

    private void hold(long bytes) {
        held += bytes;
        if (held > MAX_HELD_BYTES) {
            throw ProblemException.tooLarge(
                    "The rows come to more than a forecast can hold at once: send a sample, for example each tenth row");
        }
    }
}
