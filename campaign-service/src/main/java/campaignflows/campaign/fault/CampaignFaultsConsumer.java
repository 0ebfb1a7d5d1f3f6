package campaignflows.campaign.fault;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.CampaignFaulted;
import campaignflows.platform.database.BatchHandler;
import campaignflows.platform.database.Consumers;
import campaignflows.platform.database.Tx;
import campaignflows.platform.messaging.ConsumedRecord;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;

/** Hears of the faults that other services meet in a campaign's run. */
@ApplicationScoped
public class CampaignFaultsConsumer implements BatchHandler<Envelope<CampaignFaulted>> {
    private final FaultService faults;

    CampaignFaultsConsumer(FaultService faults) {
        this.faults = faults;
    }

    void register(@Observes StartupEvent event, Consumers consumers) {
        consumers.consume("campaign-faults", Topics.CAMPAIGN_FAULTS, this);
    }

    @Override
    public Optional<Envelope<CampaignFaulted>> decode(ConsumedRecord record) {
        return CampaignFaulted.FAMILY.decode(record.value());
    }

    @Override
    public void apply(Tx tx, List<Received<Envelope<CampaignFaulted>>> batch) {
        batch.forEach(received -> faults.apply(tx, received.message()));
    }
}
