package campaignflows.participant.list;

import campaignflows.participant.enrollment.Participant;
import campaignflows.participant.enrollment.ParticipantRepository;
import campaignflows.participant.profile.Customer;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Participants with all their values. */
@Singleton
class ExportRepository {
    record Full(Participant participant, Customer customer) {}

    /** By id; only those that exist. */
    Map<UUID, Full> full(Tx tx, List<UUID> ids) {
        Map<UUID, Full> full = new HashMap<>();
        tx.query("select " + ParticipantRepository.COLUMNS + ", " + CustomerRepository.COLUMNS
                        + " from participants p join customers c on c.id = p.customer_id where p.id = any (:ids)")
                .bind("ids", ids.toArray(UUID[]::new))
                .list(row -> new Full(ParticipantRepository.participant(row), CustomerRepository.customer(row)))
                .forEach(each -> full.put(each.participant().id(), each));
        return full;
    }
}
