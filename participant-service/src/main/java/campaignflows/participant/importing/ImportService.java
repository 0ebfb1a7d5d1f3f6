package campaignflows.participant.importing;

import campaignflows.participant.enrollment.IdentityTransactions;
import campaignflows.participant.enrollment.ParticipantRepository;
import campaignflows.participant.enrollment.UnsavedParticipant;
import campaignflows.participant.enrollment.UploadLinkRepository;
import campaignflows.participant.event.ParticipantEnvelopes;
import campaignflows.participant.event.ParticipantMessages;
import campaignflows.participant.identity.IdentityIndex;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.profile.ReadBound;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.participant.run.RunRepository;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Outbox;
import campaignflows.platform.database.Tx;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.web.client.NewestDefinitions;
import campaignflows.platform.web.client.TenantDirectory;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Imports a batch of rows: all that they change, their events, and their result, in one transaction with a fixed number of
 * statements. For a batch that is sent again the stored result is returned.
 */
@Singleton
public class ImportService {
    /** Of stored values, held at a time for a batch; a batch of ordinary people has fewer. */
    private static final long HELD_CHARACTERS = 8L << 20;

    private final Database database;
    private final IdentityTransactions transactions;
    private final ChunkRepository chunks;
    private final CustomerRepository customers;
    private final ParticipantRepository participants;
    private final UploadLinkRepository links;
    private final RunRepository runs;
    private final Outbox outbox;
    private final NewestDefinitions definitions;
    private final TenantDirectory tenants;
    private final Clock clock;

    ImportService(
            @Identifier("work") Database database,
            ChunkRepository chunks,
            CustomerRepository customers,
            ParticipantRepository participants,
            UploadLinkRepository links,
            RunRepository runs,
            Outbox outbox,
            NewestDefinitions definitions,
            TenantDirectory tenants,
            Clock clock) {
        this.database = database;
        this.transactions = new IdentityTransactions(database);
        this.chunks = chunks;
        this.customers = customers;
        this.participants = participants;
        this.links = links;
        this.runs = runs;
        this.outbox = outbox;
        this.definitions = definitions;
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * Imports the batch, once.
     *
     * @throws ProblemException 409 if the chunk was imported with another digest
     */
    public ImportBatch.Result importBatch(ImportBatch batch) {
        RowParser.requireEachColumnOnce(batch.columns());
        Optional<CampaignDefined> known =
                definitions.known(batch.tenantId(), batch.campaignId(), batch.definitionRevision());
        if (known.isEmpty()) {
            // Also of a campaign that has been deleted since.
            Optional<ImportBatch.Result> before = database.read(tx -> storedResult(tx, batch));
            if (before.isPresent()) {
                return before.get();
            }
        }
        CampaignDefined definition = known.orElseGet(() -> definitions.newest(batch.tenantId(), batch.campaignId()));
        RowParser parser = new RowParser(definition, batch.columns(), tenants.parsing(batch.tenantId()));
        List<ParsedRow> rows = batch.rows().stream().map(parser::parse).toList();
        return transactions.run(tx -> importIn(tx, batch, definition, parser, rows));
    }

    private ImportBatch.Result importIn(
            Tx tx, ImportBatch batch, CampaignDefined definition, RowParser parser, List<ParsedRow> rows) {
        Integer run = runs.lockActive(tx, batch.campaignId());
        if (!chunks.claim(tx, batch)) {
            return storedResult(tx, batch)
                    .orElseThrow(() -> new IllegalStateException("Expected the result of an imported chunk"));
        }
        BatchImport batchImport = new BatchImport(tx, batch, definition, parser, run);
        batchImport.apply(rows);
        ImportBatch.Result result = batchImport.result();
        chunks.complete(tx, batch, result);
        outbox.append(tx, batchImport.messages);
        return result;
    }

    /** The import of one batch, in one part or, where it refers to much that is stored, in several. */
    private final class BatchImport {
        private final Tx tx;
        private final ImportBatch batch;
        private final CampaignDefined definition;
        private final RowParser parser;
        private final @Nullable Integer run;
        private final Instant now = clock.instant();

        /** Whether it counts when something last happened to a participant. */
        private final boolean keepsForSomeTime;

        /** To be appended after all locks are taken (see Outbox). */
        private final List<OutgoingMessage> messages = new ArrayList<>();

        private final List<ImportBatch.RowError> errors = new ArrayList<>();
        private int created;
        private int updated;
        private int failed;

        BatchImport(Tx tx, ImportBatch batch, CampaignDefined definition, RowParser parser, @Nullable Integer run) {
            this.tx = tx;
            this.batch = batch;
            this.definition = definition;
            this.parser = parser;
            this.run = run;
            this.keepsForSomeTime = tenants.of(batch.tenantId()).retention().participantDays() != null;
        }

        /** Applies the rows in file order; each part sees what the parts before it have written. */
        void apply(List<ParsedRow> rows) {
            ImportChanges changes;
            try {
                changes = calculate(rows, rows.size() == 1 ? ReadBound.none() : new ReadBound(HELD_CHARACTERS));
            } catch (ReadBound.Exceeded tooMuch) {
                int half = rows.size() / 2;
                apply(rows.subList(0, half));
                apply(rows.subList(half, rows.size()));
                return;
            }
            customers.write(tx, changes.customers(), now);
            participants.write(tx, changes.participants(), now);
            if (keepsForSomeTime) {
                participants.touch(tx, unchanged(changes), now);
            }
            links.link(tx, batch.uploadId(), changes.participants());
            changes.events().forEach(event -> messages.add(message(event, run, now)));
            created += changes.result().created();
            updated += changes.result().updated();
            failed += changes.result().failed();
            errors.addAll(changes.result().errors());
        }

        ImportBatch.Result result() {
            return new ImportBatch.Result(created, updated, failed, errors);
        }

        private ImportChanges calculate(List<ParsedRow> rows, ReadBound bound) {
            BatchKeys keys = BatchKeys.of(rows);
            List<UnsavedCustomer> known = customers.lockByKeys(tx, batch.tenantId(), keys.identifiers(), bound).stream()
                    .map(UnsavedCustomer::ofStored)
                    .toList();
            List<UnsavedParticipant> enrolled = participants
                    .lockByKeys(
                            tx,
                            batch.campaignId(),
                            known.stream().map(UnsavedCustomer::id).toList(),
                            keys.objectIds(),
                            keys.noObject(),
                            bound)
                    .stream()
                    .map(UnsavedParticipant::ofStored)
                    .toList();
            return new ImportCalculator(
                            batch.tenantId(),
                            batch.campaignId(),
                            definition.updatedOnUnchanged(),
                            parser,
                            new IdentityIndex(known),
                            enrolled,
                            Ids::v7,
                            now)
                    .calculate(rows);
        }
    }

    private static List<UUID> unchanged(ImportChanges changes) {
        return changes.participants().stream()
                .filter(participant -> !participant.isChanged())
                .map(UnsavedParticipant::id)
                .toList();
    }

    private Optional<ImportBatch.Result> storedResult(Tx tx, ImportBatch batch) {
        Optional<ChunkRepository.Imported> imported = chunks.find(tx, batch.uploadId(), batch.chunk());
        imported.filter(chunk -> !chunk.tenantId().equals(batch.tenantId())
                        || !chunk.digest().equals(batch.digest()))
                .ifPresent(other -> {
                    throw ProblemException.conflict(
                            "Chunk %d of this upload was imported with different content".formatted(batch.chunk()));
                });
        return imported.map(ChunkRepository.Imported::result);
    }

    private static OutgoingMessage message(ImportChanges.Event event, @Nullable Integer run, Instant now) {
        return ParticipantMessages.event(
                event.created()
                        ? ParticipantEnvelopes.created(event.participant(), run, now)
                        : ParticipantEnvelopes.updated(event.participant(), run, now));
    }
}
