package campaignflows.participant.importing;

import campaignflows.participant.enrollment.ParticipantRepository;
import campaignflows.participant.enrollment.UnsavedParticipant;
import campaignflows.participant.identity.IdentityIndex;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.web.client.NewestDefinitions;
import campaignflows.platform.web.client.TenantDirectory;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * Predicts what an import would do, by the rules of the import itself, from what is stored at this moment. It writes nothing
 * and takes no lock, so it may be called at any time; what others write meanwhile makes it an estimate.
 */
@Singleton
public class ImportPreviewService {
    private final Database database;
    private final CustomerRepository customers;
    private final ParticipantRepository participants;
    private final NewestDefinitions definitions;
    private final TenantDirectory tenants;
    private final Clock clock;

    ImportPreviewService(
            Database database,
            CustomerRepository customers,
            ParticipantRepository participants,
            NewestDefinitions definitions,
            TenantDirectory tenants,
            Clock clock) {
        this.database = database;
        this.customers = customers;
        this.participants = participants;
        this.definitions = definitions;
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * The result that the batch would have.
     *
     * @throws ProblemException 404 if the tenant has no such campaign
     */
    public ImportBatch.Estimate estimate(ImportBatch batch) {
        RowParser.requireEachColumnOnce(batch.columns());
        CampaignDefined definition = definitions.newest(batch.tenantId(), batch.campaignId());
        RowParser parser = new RowParser(definition, batch.columns(), tenants.parsing(batch.tenantId()));
        List<ParsedRow> rows = batch.rows().stream().map(parser::parse).toList();
        ImportChanges changes = database.read(tx -> calculator(tx, batch, parser, BatchKeys.of(rows)))
                .calculate(rows);
        ImportBatch.Result result = changes.result();
        return new ImportBatch.Estimate(
                result.created(),
                result.updated() - changes.unchanged(),
                changes.unchanged(),
                result.failed(),
                result.errors());
    }

    private ImportCalculator calculator(Tx tx, ImportBatch batch, RowParser parser, BatchKeys keys) {
        List<UnsavedCustomer> known = customers.findByKeys(tx, Set.of(batch.tenantId()), keys.identifiers()).stream()
                .map(UnsavedCustomer::ofStored)
                .toList();
        List<UnsavedParticipant> enrolled = participants
                .findByKeys(
                        tx,
                        batch.campaignId(),
                        known.stream().map(UnsavedCustomer::id).toList(),
                        keys.objectIds(),
                        keys.noObject())
                .stream()
                .map(UnsavedParticipant::ofStored)
                .toList();
        return new ImportCalculator(
                batch.tenantId(),
                batch.campaignId(),
                true,
                parser,
                new IdentityIndex(known),
                enrolled,
                Ids::v7,
                clock.instant());
    }
}
