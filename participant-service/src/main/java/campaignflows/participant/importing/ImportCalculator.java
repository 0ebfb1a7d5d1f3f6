package campaignflows.participant.importing;

import campaignflows.participant.enrollment.ParticipantKey;
import campaignflows.participant.enrollment.UnsavedParticipant;
import campaignflows.participant.identity.IdentityIndex;
import campaignflows.participant.identity.Resolution;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.contracts.participant.ImportBatch.RowError;
import campaignflows.platform.values.ParseResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the rows of a batch in file order as if each were imported on its own (rules P1, P2, U3), in memory: which
 * customer it identifies, what changes, which event it causes. A row that fails leaves no trace.
 *
 * <p>Must hold: the given customers are all that have one of the batch's identifiers, the given participants all that those
 * customers have in the campaign for the batch's objects.
 */
final class ImportCalculator {
    private final UUID tenantId;
    private final UUID campaignId;
    private final boolean updatedOnUnchanged;
    private final RowParser parser;
    private final IdentityIndex identities;
    private final Map<ParticipantKey, UnsavedParticipant> participantsByKey = new HashMap<>();
    private final Supplier<UUID> ids;
    private final Instant now;

    private final Set<UnsavedCustomer> customers = new LinkedHashSet<>();
    private final Set<UnsavedParticipant> participants = new LinkedHashSet<>();
    private final List<ImportChanges.Event> events = new ArrayList<>();
    private final List<RowError> errors = new ArrayList<>();
    private int created;
    private int updated;
    private int unchanged;
    private int failed;

    ImportCalculator(
            UUID tenantId,
            UUID campaignId,
            boolean updatedOnUnchanged,
            RowParser parser,
            IdentityIndex identities,
            Collection<UnsavedParticipant> known,
            Supplier<UUID> ids,
            Instant now) {
        this.tenantId = tenantId;
        this.campaignId = campaignId;
        this.updatedOnUnchanged = updatedOnUnchanged;
        this.parser = parser;
        this.identities = identities;
        this.ids = ids;
        this.now = now;
        known.forEach(participant -> participantsByKey.put(
                new ParticipantKey(participant.customerId(), participant.objectId()), participant));
    }

    ImportChanges calculate(List<ParsedRow> rows) {
        for (ParsedRow row : rows) {
            switch (row) {
                case ParsedRow.Failed broken -> fail(broken.errors());
                case ParsedRow.Valid valid -> apply(valid);
            }
        }
        return new ImportChanges(
                customers, participants, events, unchanged, new ImportBatch.Result(created, updated, failed, errors));
    }

    private void apply(ParsedRow.Valid row) {
        switch (identities.resolve(row.identifiers(), row.alternateForms())) {
            case Resolution.Conflict conflict ->
                fail(List.of(new RowError(
                        row.number(),
                        conflict.identifier().fieldName(),
                        row.identifiers().get(conflict.identifier()),
                        conflict.message())));
            case Resolution.Unknown unknown -> {
                UnsavedCustomer customer = UnsavedCustomer.ofNew(ids.get(), tenantId);
                write(row, customer, null, row.values());
            }
            case Resolution.Matched matched -> {
                UnsavedCustomer customer = matched.customer();
                UnsavedParticipant participant =
                        participantsByKey.get(new ParticipantKey(customer.id(), row.objectId()));
                List<ParsedRow.Value> values = inZoneOf(participant, row);
                if (values != null) {
                    write(row, customer, participant, values);
                }
            }
        }
    }

    /** The row's values in the zone that applies to it; null if one is invalid there and the row has failed. */
    private @Nullable List<ParsedRow.Value> inZoneOf(@Nullable UnsavedParticipant participant, ParsedRow.Valid row) {
        String zone = participant == null || row.timezone() != null ? null : participant.timezone();
        if (zone == null
                || row.values().stream().noneMatch(value -> value.column().dependsOnZone())) {
            return row.values();
        }
        List<ParsedRow.Value> values = new ArrayList<>(row.values().size());
        for (ParsedRow.Value value : row.values()) {
            if (!value.column().dependsOnZone()) {
                values.add(value);
                continue;
            }
            switch (parser.reread(value, zone)) {
                case ParseResult.Parsed parsed ->
                    values.add(new ParsedRow.Value(
                            value.column(), value.raw(), parsed.value().canonical()));
                case ParseResult.Invalid invalid -> {
                    fail(List.of(parser.error(row, value, invalid.message())));
                    return null;
                }
            }
        }
        return values;
    }

    private void write(
            ParsedRow.Valid row,
            UnsavedCustomer customer,
            @Nullable UnsavedParticipant known,
            List<ParsedRow.Value> values) {
        UnsavedParticipant participant = known == null ? enroll(customer, row.objectId()) : known;
        boolean changed = false;
        for (var identifier : row.identifiers().entrySet()) {
            changed |= identities.assign(customer, identifier.getKey(), identifier.getValue());
        }
        for (ParsedRow.Value value : values) {
            changed |= value.column().field().level() == FieldLevel.CUSTOMER
                    ? customer.set(value.column().name(), value.canonical())
                    : participant.set(value.column().name(), value.canonical(), now);
        }
        if (row.timezone() != null) {
            changed |= participant.setTimezone(row.timezone());
        }
        customers.add(customer);
        participants.add(participant);
        if (known == null) {
            created++;
            events.add(new ImportChanges.Event(participant, true));
        } else {
            updated++;
            unchanged += changed ? 0 : 1;
            if (changed || updatedOnUnchanged) {
                events.add(new ImportChanges.Event(participant, false));
            }
        }
    }

    private UnsavedParticipant enroll(UnsavedCustomer customer, @Nullable String objectId) {
        UnsavedParticipant participant = UnsavedParticipant.ofNew(ids.get(), campaignId, customer, objectId);
        participantsByKey.put(new ParticipantKey(customer.id(), objectId), participant);
        return participant;
    }

    private void fail(List<RowError> rowErrors) {
        failed++;
        errors.addAll(rowErrors);
    }
}
