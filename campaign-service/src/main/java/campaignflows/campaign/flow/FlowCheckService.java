package campaignflows.campaign.flow;

import campaignflows.campaign.field.DataField;
import campaignflows.campaign.field.FieldRepository;
import campaignflows.platform.contracts.definition.FieldDefinition;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads what the validation of a campaign's flows needs of the campaign itself. */
@Singleton
public class FlowCheckService {
    private final FieldRepository fields;
    private final FlowRepository flows;

    FlowCheckService(FieldRepository fields, FlowRepository flows) {
        this.fields = fields;
        this.flows = flows;
    }

    /** The check as things stand in this session. */
    public Uni<FlowCheck> of(Mutiny.Session session, UUID campaignId, ValidationInputs inputs) {
        return definitions(session, campaignId)
                .chain(definitions ->
                        flows.agents(session, campaignId).map(agents -> new FlowCheck(definitions, agents, inputs)));
    }

    private Uni<List<FieldDefinition>> definitions(Mutiny.Session session, UUID campaignId) {
        return fields.list(session, campaignId)
                .map(list -> list.stream().map(DataField::definition).toList());
    }
}
