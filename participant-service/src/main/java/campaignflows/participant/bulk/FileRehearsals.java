package campaignflows.participant.bulk;

import campaignflows.participant.field.Tenants;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.roster.ParticipantRepository;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.participant.ImportBatch.RowError;
import campaignflows.platform.database.Database;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Consumer;

/** Begins the rehearsal of a file. */
@Singleton
public class FileRehearsals {
    private final Database database;
    private final CustomerRepository customers;
    private final ParticipantRepository participants;
    private final Tenants tenants;

    FileRehearsals(
            Database database, CustomerRepository customers, ParticipantRepository participants, Tenants tenants) {
        this.database = database;
        this.customers = customers;
        this.participants = participants;
        this.tenants = tenants;
    }

    /**
     * A rehearsal for a campaign.
     *
     * @param columns names of the fields that the cells of all rows belong to
     * @param faults  is told why rows fail
     */
    public FileRehearsal begin(CampaignDefined definition, List<String> columns, Consumer<RowError> faults) {
        RowParser.requireEachColumnOnce(columns);
        return new FileRehearsal(
                definition, columns, tenants.of(definition.tenantId()), database, customers, participants, faults);
    }
}
