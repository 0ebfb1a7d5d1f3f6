package campaignflows.participant.simulation;

import campaignflows.participant.contact.Addresses;
import campaignflows.participant.contact.ContactRepository;
import campaignflows.participant.edit.EditParser;
import campaignflows.participant.importing.DryRunImport;
import campaignflows.participant.importing.DryRunImports;
import campaignflows.participant.profile.ReadBound;
import campaignflows.participant.walkcommit.SnapshotRepository;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.simulation.FileRows;
import campaignflows.platform.contracts.simulation.HypotheticalParticipant;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine;
import campaignflows.platform.contracts.simulation.SimulationSubjectLine.Subject;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.web.client.NewestDefinitions;
import campaignflows.platform.web.client.TenantDirectory;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads participants for simulations: each page as it is when it is read, without a lock, and nothing is written. */
@Singleton
class SimulationSubjectsService {
    private static final int PAGE = 250;
    private static final long PAGE_CHARACTERS = 8L << 20;

    private final Database database;
    private final SnapshotRepository snapshots;
    private final ContactRepository contacts;
    private final DryRunImports dryRuns;
    private final NewestDefinitions definitions;
    private final TenantDirectory tenants;

    SimulationSubjectsService(
            Database database,
            SnapshotRepository snapshots,
            ContactRepository contacts,
            DryRunImports dryRuns,
            NewestDefinitions definitions,
            TenantDirectory tenants) {
        this.database = database;
        this.snapshots = snapshots;
        this.contacts = contacts;
        this.dryRuns = dryRuns;
        this.definitions = definitions;
        this.tenants = tenants;
    }

    /**
     * One participant.
     *
     * @throws ProblemException 404 if the tenant's campaign has none with this id
     */
    Subject one(UUID tenantId, UUID campaignId, UUID participantId) {
        return database.read(tx -> snapshots.of(tx, List.of(participantId)).stream()
                .filter(found ->
                        found.tenantId().equals(tenantId) && found.campaignId().equals(campaignId))
                .findFirst()
                .map(found -> subjects(tx, List.of(found)).getFirst())
                .orElseThrow(() -> ProblemException.notFound("participant")));
    }

    /**
     * A participant that does not exist, its values read like those of an edit.
     *
     * @throws ProblemException 422 with all values that are not valid
     */
    Subject hypothetical(UUID tenantId, UUID campaignId, HypotheticalParticipant hypothetical) {
        CampaignDefined definition = definitions.newest(tenantId, campaignId);
        EditParser parser =
                new EditParser(definition::field, "The campaign has no such field", tenants.parsing(tenantId));
        String timezone =
                hypothetical.timezone() == null ? null : EditParser.timezone(TextNode.valueOf(hypothetical.timezone()));
        Map<String, JsonNode> given = new HashMap<>(hypothetical.attributes());
        given.entrySet()
                .removeIf(each -> each.getValue().isNull()
                        && definition.field(each.getKey()).isPresent());
        Map<String, String> customer = new HashMap<>();
        Map<String, String> participant = new HashMap<>();
        Map<Identifier, String> identifiers = new HashMap<>();
        for (EditParser.Change change : parser.parse(given, timezone)) {
            String value = change.value();
            if (value == null) {
                continue;
            }
            boolean ofCustomer = change.column().field().level() == FieldLevel.CUSTOMER;
            (ofCustomer ? customer : participant).put(change.column().name(), value);
            Identifier identifier = change.column().identifier();
            if (identifier != null) {
                identifiers.put(identifier, value);
            }
        }
        ParticipantSnapshot snapshot = new ParticipantSnapshot(
                tenantId, campaignId, Ids.v7(), Ids.v7(), null, timezone, customer, participant, null, null);
        return new Subject(
                snapshot, false, List.of(), Addresses.of(identifiers::get).keySet());
    }

    /** The first participants of the campaign, oldest first, passed on page by page. */
    void first(UUID tenantId, UUID campaignId, int most, Consumer<SimulationSubjectLine> to) {
        UUID after = null;
        int left = most;
        while (left > 0) {
            List<Subject> page = page(tenantId, campaignId, after, Math.min(PAGE, left));
            for (Subject subject : page) {
                to.accept(SimulationSubjectLine.of(subject));
                after = subject.participant().participantId();
            }
            if (page.isEmpty()) {
                break;
            }
            left -= page.size();
        }
        to.accept(SimulationSubjectLine.of(new SimulationSubjectLine.End(null)));
    }

    private List<Subject> page(UUID tenantId, UUID campaignId, @Nullable UUID after, int limit) {
        ReadBound bound = limit == 1 ? ReadBound.none() : new ReadBound(PAGE_CHARACTERS);
        try {
            return database.inTransaction(
                    tx -> subjects(tx, snapshots.page(tx, tenantId, campaignId, after, limit, bound)));
        } catch (ReadBound.Exceeded tooMuch) {
            return page(tenantId, campaignId, after, limit / 2);
        }
    }

    private List<Subject> subjects(Tx tx, List<ParticipantSnapshot> found) {
        Map<UUID, Set<ChannelType>> reachable =
                contacts
                        .of(
                                tx,
                                found.stream()
                                        .map(ParticipantSnapshot::participantId)
                                        .toList())
                        .stream()
                        .collect(Collectors.toMap(
                                contact -> contact.participantId(),
                                contact -> without(contact.addresses().keySet(), contact.optOuts())));
        return found.stream()
                .map(snapshot -> new Subject(
                        snapshot, true, List.of(), reachable.getOrDefault(snapshot.participantId(), Set.of())))
                .toList();
    }

    /** Applies all rows of a file in memory. */
    FileSubjects readFile(UUID tenantId, UUID campaignId, Iterator<FileRows> lines) {
        CampaignDefined definition = definitions.newest(tenantId, campaignId);
        FileSubjects subjects = new FileSubjects();
        DryRunImport dryRun = null;
        while (lines.hasNext()) {
            FileRows line = lines.next();
            if (dryRun == null) {
                dryRun = dryRuns.begin(definition, line.columns(), subjects::fault);
                subjects.setDryRun(dryRun);
            }
            subjects.rows(line.rows().size());
            line.unreadable().forEach(subjects::unreadable);
            if (subjects.total() > SimulationSubjectLine.MAX_ROWS) {
                throw ProblemException.tooLarge("The file has more than %,d rows: send a sample of them"
                        .formatted(SimulationSubjectLine.MAX_ROWS));
            }
            dryRun.apply(line.rows());
        }
        return subjects;
    }

    /** All participants that the file's rows are about, as they are after all rows. */
    void write(FileSubjects subjects, Consumer<SimulationSubjectLine> to) {
        List<DryRunImport.Affected> page = new ArrayList<>(PAGE);
        for (DryRunImport.Affected each : subjects.affected()) {
            page.add(each);
            if (page.size() == PAGE) {
                write(page, to);
                page.clear();
            }
        }
        write(page, to);
        to.accept(SimulationSubjectLine.of(new SimulationSubjectLine.End(subjects.toRows())));
    }

    private void write(List<DryRunImport.Affected> page, Consumer<SimulationSubjectLine> to) {
        List<UUID> stored = page.stream()
                .map(DryRunImport.Affected::customer)
                .filter(customer -> !customer.isNew())
                .map(customer -> Objects.requireNonNull(customer.id()))
                .toList();
        Map<UUID, Set<ChannelType>> optOuts = database.read(tx -> contacts.optOuts(tx, stored));
        for (DryRunImport.Affected each : page) {
            Set<ChannelType> refused = optOuts.getOrDefault(each.customer().id(), Set.of());
            to.accept(SimulationSubjectLine.of(FileSubject.of(
                    each, without(Addresses.of(each.customer()::identifier).keySet(), refused))));
        }
    }

    private static Set<ChannelType> without(Set<ChannelType> addresses, Set<ChannelType> optOuts) {
        Set<ChannelType> reachable = EnumSet.noneOf(ChannelType.class);
        reachable.addAll(addresses);
        reachable.removeAll(optOuts);
        return reachable;
    }
}
