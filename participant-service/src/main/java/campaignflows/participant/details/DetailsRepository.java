package campaignflows.participant.details;

import campaignflows.participant.enrollment.Participant;
import campaignflows.participant.enrollment.ParticipantRepository;
import campaignflows.participant.profile.Customer;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** A participant together with its customer. */
@Singleton
class DetailsRepository {
    record Both(Participant participant, Customer customer) {}

    /** Empty if the tenant's campaign has no such participant. */
    Optional<Both> find(Tx tx, UUID tenantId, UUID campaignId, UUID participantId) {
        return tx.query("select " + ParticipantRepository.COLUMNS + ", " + CustomerRepository.COLUMNS
                        + " from participants p join customers c on c.id = p.customer_id"
                        + " where p.id = :id and p.campaign_id = :campaign and p.tenant_id = :tenant")
                .bind("id", participantId)
                .bind("campaign", campaignId)
                .bind("tenant", tenantId)
                .one(row -> new Both(ParticipantRepository.participant(row), CustomerRepository.customer(row)));
    }
}
