package campaignflows.participant.cast;

import campaignflows.participant.bulk.FileRehearsal;
import campaignflows.participant.bulk.FileRehearsals;
import campaignflows.participant.contact.Addresses;
import campaignflows.participant.contact.ContactRepository;
import campaignflows.participant.edit.EditParser;
import campaignflows.participant.field.Tenants;
import campaignflows.participant.profile.ReadBound;
import campaignflows.participant.walk.SnapshotRepository;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.simulation.CastLine;
import campaignflows.platform.contracts.simulation.CastLine.Member;
import campaignflows.platform.contracts.simulation.FileRows;
import campaignflows.platform.contracts.simulation.Hypothetical;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.web.client.NewestDefinitions;
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

/** Reads participants for simulations: each page as it is at its moment, without a lock, and nothing is written. */
@Singleton
class CastService {
    private static final int PAGE = 250;
    private static final long PAGE_CHARACTERS = 8L << 20;

    private final Database database;
    private final SnapshotRepository snapshots;
    private final ContactRepository contacts;
    private final FileRehearsals rehearsals;
    private final NewestDefinitions definitions;
    private final Tenants tenants;

    CastService(
            Database database,
            SnapshotRepository snapshots,
            ContactRepository contacts,
            FileRehearsals rehearsals,
            NewestDefinitions definitions,
            Tenants tenants) {
        this.database = database;
        this.snapshots = snapshots;
        this.contacts = contacts;
        this.rehearsals = rehearsals;
        this.definitions = definitions;
        this.tenants = tenants;
    }

    /**
     * One participant.
     *
     * @throws ProblemException 404 if the tenant's campaign has no such one
     */
    Member one(UUID tenantId, UUID campaignId, UUID participantId) {
        return database.read(tx -> snapshots.of(tx, List.of(participantId)).stream()
                .filter(found ->
                        found.tenantId().equals(tenantId) && found.campaignId().equals(campaignId))
                .findFirst()
                .map(found -> members(tx, List.of(found)).getFirst())
                .orElseThrow(() -> ProblemException.notFound("participant")));
    }

    /**
     * A participant that there is not, its values read as those of an edit.
     *
     * @throws ProblemException 422 with all values that are not valid
     */
    Member hypothetical(UUID tenantId, UUID campaignId, Hypothetical wanted) {
        CampaignDefined definition = definitions.newest(tenantId, campaignId);
        EditParser parser = new EditParser(
                definition::field,
                "The campaign has no such field",
                tenants.of(tenantId).context());
        String timezone = wanted.timezone() == null ? null : EditParser.timezone(TextNode.valueOf(wanted.timezone()));
        Map<String, JsonNode> given = new HashMap<>(wanted.attributes());
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
        return new Member(
                snapshot, false, List.of(), Addresses.of(identifiers::get).keySet());
    }

    /** The first participants of the campaign, those made first coming first, handed over page by page. */
    void first(UUID tenantId, UUID campaignId, int most, Consumer<CastLine> to) {
        UUID after = null;
        int left = most;
        while (left > 0) {
            List<Member> page = page(tenantId, campaignId, after, Math.min(PAGE, left));
            for (Member member : page) {
                to.accept(CastLine.of(member));
                after = member.participant().participantId();
            }
            if (page.isEmpty()) {
                break;
            }
            left -= page.size();
        }
        to.accept(CastLine.of(new CastLine.End(null)));
    }

    private List<Member> page(UUID tenantId, UUID campaignId, @Nullable UUID after, int limit) {
        ReadBound bound = limit == 1 ? ReadBound.none() : new ReadBound(PAGE_CHARACTERS);
        try {
            return database.inTransaction(
                    tx -> members(tx, snapshots.page(tx, tenantId, campaignId, after, limit, bound)));
        } catch (ReadBound.Exceeded tooMuch) {
            return page(tenantId, campaignId, after, limit / 2);
        }
    }

    private List<Member> members(Tx tx, List<ParticipantSnapshot> found) {
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
                .map(snapshot -> new Member(
                        snapshot, true, List.of(), reachable.getOrDefault(snapshot.participantId(), Set.of())))
                .toList();
    }

    /** Lands all rows of a file in memory. */
    FileCast land(UUID tenantId, UUID campaignId, Iterator<FileRows> lines) {
        CampaignDefined definition = definitions.newest(tenantId, campaignId);
        FileCast cast = new FileCast();
        FileRehearsal rehearsal = null;
        while (lines.hasNext()) {
            FileRows line = lines.next();
            if (rehearsal == null) {
                rehearsal = rehearsals.begin(definition, line.columns(), cast::fault);
                cast.rehearsedBy(rehearsal);
            }
            cast.rows(line.rows().size());
            line.unreadable().forEach(cast::unreadable);
            if (cast.total() > CastLine.MAX_ROWS) {
                throw ProblemException.tooLarge(
                        "The file has more than %,d rows: send a sample of them".formatted(CastLine.MAX_ROWS));
            }
            rehearsal.land(line.rows());
        }
        return cast;
    }

    /** Everybody whom the file's rows are about, as they are after all rows. */
    void tell(FileCast cast, Consumer<CastLine> to) {
        List<FileRehearsal.Part> page = new ArrayList<>(PAGE);
        for (FileRehearsal.Part part : cast.parts()) {
            page.add(part);
            if (page.size() == PAGE) {
                tell(page, to);
                page.clear();
            }
        }
        tell(page, to);
        to.accept(CastLine.of(new CastLine.End(cast.toRows())));
    }

    private void tell(List<FileRehearsal.Part> page, Consumer<CastLine> to) {
        List<UUID> stored = page.stream()
                .map(FileRehearsal.Part::customer)
                .filter(customer -> !customer.isNew())
                .map(customer -> Objects.requireNonNull(customer.id()))
                .toList();
        Map<UUID, Set<ChannelType>> optOuts = database.read(tx -> contacts.optOuts(tx, stored));
        for (FileRehearsal.Part part : page) {
            Set<ChannelType> refused = optOuts.getOrDefault(part.customer().id(), Set.of());
            to.accept(CastLine.of(FileMembers.member(
                    part, without(Addresses.of(part.customer()::identifier).keySet(), refused))));
        }
    }

    private static Set<ChannelType> without(Set<ChannelType> addresses, Set<ChannelType> optOuts) {
        Set<ChannelType> reachable = EnumSet.noneOf(ChannelType.class);
        reachable.addAll(addresses);
        reachable.removeAll(optOuts);
        return reachable;
    }
}
