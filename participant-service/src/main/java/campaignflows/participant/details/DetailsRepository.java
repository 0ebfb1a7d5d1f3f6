package campaignflows.participant.details;

import campaignflows.participant.profile.Customer;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.roster.Participant;
import campaignflows.participant.roster.ParticipantRepository;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** A participant together with its customer. */
@Singleton
class DetailsRepository {
    record Both(Participant participant, Customer customer) {}

    /** Empty if the tenant's campaign has no such participant. */
    Optional<Both> find(Handle handle, UUID tenantId, UUID campaignId, UUID participantId) {
        return handle.createQuery("select " + ParticipantRepository.COLUMNS + ", " + CustomerRepository.COLUMNS
                        + " from participants p join customers c on c.id = p.customer_id"
                        + " where p.id = :id and p.campaign_id = :campaign and p.tenant_id = :tenant")
                .bind("id", participantId)
                .bind("campaign", campaignId)
                .bind("tenant", tenantId)
                .map((row, context) ->
                        new Both(ParticipantRepository.participant(row), CustomerRepository.customer(row)))
                .findOne();
    }
}
