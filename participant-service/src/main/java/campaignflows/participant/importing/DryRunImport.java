package campaignflows.participant.importing;

import campaignflows.participant.enrollment.ParticipantRepository;
import campaignflows.participant.enrollment.UnsavedParticipant;
import campaignflows.participant.identity.IdentityIndex;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.profile.ReadBound;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.participant.ImportBatch.Row;
import campaignflows.platform.contracts.participant.ImportBatch.RowError;
import campaignflows.platform.database.Database;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Applies the rows of a whole file in memory, part by part, with the planner of the import itself, to what is stored at that
 * moment: nothing is written and nothing is locked. A later row sees what the earlier ones did, however far apart they are.
 *
 * <p>What the rows amount to is held until the end, so it is bounded, whatever the rows look like.
 */
public final class DryRunImport {
    /** Roughly how many bytes may be held. */
    static final long MAX_HELD_BYTES = 80L << 20;

    /** Of stored values, read at a time. */
    private static final long READ_CHARACTERS = 8L << 20;

    private static final long PROFILE_BYTES = 700;
    private static final long VALUE_BYTES = 110;

    private final CampaignDefined definition;
    private final RowParser parser;
    private final Database database;
    private final CustomerRepository customers;
    private final ParticipantRepository participants;
    private final Consumer<RowError> faults;
    private final Instant now;

    private final IdentityIndex identities = new IdentityIndex();
    private final Map<UUID, UnsavedCustomer> customersById = new HashMap<>();
    private final Map<UUID, UnsavedParticipant> participantsById = new HashMap<>();
    private final Map<UUID, Affected> affected = new LinkedHashMap<>();
    private long held;
    private long created;
    private long updated;
    private long failed;

    /**
     * A participant as it is after all rows, and what they did to it.
     *
     * @param created for each of its rows that fires an event, in file order: whether the row created the participant
     */
    public record Affected(UnsavedCustomer customer, UnsavedParticipant participant, List<Boolean> created) {}

    /** @param faults receives the reasons why rows fail */
    DryRunImport(
            CampaignDefined definition,
            List<String> columns,
            ParseContext tenant,
            Database database,
            CustomerRepository customers,
            ParticipantRepository participants,
            Consumer<RowError> faults,
            Instant now) {
        this.definition = definition;
        this.parser = new RowParser(definition, columns, tenant);
        this.database = database;
        this.customers = customers;
        this.participants = participants;
        this.faults = faults;
        this.now = now;
    }

    /**
     * Applies the next rows.
     *
     * @throws ProblemException 413 if more would have to be held than is allowed
     */
    public void apply(List<Row> rows) {
        applyParsed(rows.stream().map(parser::parse).toList());
    }

    /** All participants that rows created or updated, in the order of their first rows. */
    public Collection<Affected> affected() {
        return affected.values();
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

    private void applyParsed(List<ParsedRow> rows) {
        ReadBound bound = rows.size() == 1 ? ReadBound.none() : new ReadBound(READ_CHARACTERS);
        try {
            load(BatchKeys.of(rows), bound);
        } catch (ReadBound.Exceeded tooMuch) {
            int half = rows.size() / 2;
            applyParsed(rows.subList(0, half));
            applyParsed(rows.subList(half, rows.size()));
            return;
        }
        rows.forEach(this::hold);
        ImportChanges changes = new ImportCalculator(
                        definition.tenantId(),
                        definition.campaignId(),
                        definition.updatedOnUnchanged(),
                        parser,
                        identities,
                        participantsById.values(),
                        Ids::v7,
                        now)
                .calculate(rows);
        changes.customers().forEach(customer -> customersById.put(customer.id(), customer));
        changes.participants().forEach(participant -> participantsById.put(participant.id(), participant));
        changes.events().forEach(this::record);
        changes.result().errors().forEach(faults);
        created += changes.result().created();
        updated += changes.result().updated();
        failed += changes.result().failed();
    }

    /** Reads the people whom the rows mean and who are not known here yet; those known here are as the earlier rows left them. */
    private void load(BatchKeys keys, ReadBound bound) {
        database.useTransaction(tx -> {
            for (var customer : customers.findByKeys(tx, definition.tenantId(), keys.identifiers(), bound)) {
                if (!customersById.containsKey(customer.id())) {
                    UnsavedCustomer draft = UnsavedCustomer.ofStored(customer);
                    customersById.put(customer.id(), draft);
                    identities.add(draft);
                    hold(customer.values());
                }
            }
            for (var participant : participants.findByKeys(
                    tx, definition.campaignId(), meant(keys), keys.objectIds(), keys.noObject(), bound)) {
                if (!participantsById.containsKey(participant.id())) {
                    participantsById.put(participant.id(), UnsavedParticipant.ofStored(participant));
                    hold(participant.values());
                }
            }
        });
    }

    /** The stored people who have one of the identifiers, now or by an earlier row. */
    private List<UUID> meant(BatchKeys keys) {
        List<UUID> ids = new ArrayList<>();
        for (Map.Entry<Identifier, Set<String>> each : keys.identifiers().entrySet()) {
            for (String key : each.getValue()) {
                UnsavedCustomer owner = identities.ownerOfKey(each.getKey(), key);
                if (owner != null && !owner.isNew()) {
                    ids.add(owner.id());
                }
            }
        }
        return ids;
    }

    private void record(ImportChanges.Event event) {
        UnsavedParticipant participant = event.participant();
        UnsavedCustomer customer = Objects.requireNonNull(customersById.get(participant.customerId()));
        affected.computeIfAbsent(participant.id(), any -> new Affected(customer, participant, new ArrayList<>(1)))
                .created()
                .add(event.created());
    }

    private void hold(ParsedRow row) {
        if (row instanceof ParsedRow.Valid valid) {
            long bytes = PROFILE_BYTES;
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
        long bytes = PROFILE_BYTES / 2;
        for (String value : stored.values()) {
            bytes += VALUE_BYTES + value.length();
        }
        hold(bytes);
    }

    private void hold(long bytes) {
        held += bytes;
        if (held > MAX_HELD_BYTES) {
            throw ProblemException.tooLarge(
                    "The rows amount to more than a forecast can hold at once: send a sample, for example every tenth row");
        }
    }
}
