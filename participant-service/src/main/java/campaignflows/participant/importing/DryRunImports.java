package campaignflows.participant.importing;

import campaignflows.participant.enrollment.ParticipantRepository;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.participant.ImportBatch.RowError;
import campaignflows.platform.database.Database;
import campaignflows.platform.web.client.TenantDirectory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** Begins the dry-run import of a file. */
@Singleton
public class DryRunImports {
    private final Database database;
    private final CustomerRepository customers;
    private final ParticipantRepository participants;
    private final TenantDirectory tenants;
    private final Clock clock;

    DryRunImports(
            Database database,
            CustomerRepository customers,
            ParticipantRepository participants,
            TenantDirectory tenants,
            Clock clock) {
        this.database = database;
        this.customers = customers;
        this.participants = participants;
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * A dry run for a campaign.
     *
     * @param columns names of the fields that the cells of all rows belong to
     * @param faults  receives the reasons why rows fail
     */
    public DryRunImport begin(CampaignDefined definition, List<String> columns, Consumer<RowError> faults) {
        RowParser.requireEachColumnOnce(columns);
        return new DryRunImport(
                definition,
                columns,
                tenants.parsing(definition.tenantId()),
                database,
                customers,
                participants,
                faults,
                clock.instant());
    }
}
