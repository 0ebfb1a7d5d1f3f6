package campaignflows.campaign.fault;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.CampaignFaulted;
import campaignflows.platform.database.BatchHandler;
import campaignflows.platform.database.ChannelBatches;
import campaignflows.platform.database.Tx;
import campaignflows.platform.messaging.ConsumedRecord;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Receives the faults that other services report for a campaign's run. A fault that is received again changes nothing, since its
 * run has ended.
 */
@Singleton
public class CampaignFaultsConsumer implements BatchHandler<Envelope<CampaignFaulted>> {
    private final FaultService faults;
    private final ChannelBatches.Channel channel;

    CampaignFaultsConsumer(FaultService faults, ChannelBatches channels) {
        this.faults = faults;
        this.channel = channels.of("campaign-faults", Topics.CAMPAIGN_FAULTS, this);
    }

    @Incoming(Topics.CAMPAIGN_FAULTS)
    Uni<Void> receive(ConsumerRecords<byte[], byte[]> records) {
        return channel.apply(records);
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
