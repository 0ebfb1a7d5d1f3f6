package campaignflows.participant.customer;

import campaignflows.participant.contact.ContactRepository;
import campaignflows.participant.enrollment.Participant;
import campaignflows.participant.enrollment.ParticipantRepository;
import campaignflows.participant.profile.CustomerRepository;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.Row;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One customer, its participants and its opt-outs. The rest of a profile is written by {@link CustomerRepository}. */
@Singleton
class CustomerRecordRepository {

    Optional<CustomerRecord> find(Tx tx, UUID tenantId, UUID customerId) {
        return tx.query("select " + CustomerRepository.COLUMNS + """
                        , c.opt_outs, c.created_at as c_created_at, c.updated_at as c_updated_at
                          from customers c where c.id = :id and c.tenant_id = :tenant
                        """)
                .bind("id", customerId)
                .bind("tenant", tenantId)
                .one(row -> read(row));
    }

    boolean exists(Tx tx, UUID tenantId, UUID customerId) {
        return tx.query("select exists (select from customers where id = :id and tenant_id = :tenant) as found")
                .bind("id", customerId)
                .bind("tenant", tenantId)
                .one(row -> row.bool("found"))
                .orElse(false);
    }

    /** The customer's participants, newest first, before the given one. */
    List<Participant> participants(Tx tx, UUID tenantId, UUID customerId, @Nullable UUID before, int limit) {
        return tx.query("select " + ParticipantRepository.COLUMNS + """
                          from participants p where p.customer_id = :customer and p.tenant_id = :tenant
                           and (cast(:before as uuid) is null or p.id < :before)
                         order by p.id desc limit :limit
                        """)
                .bind("customer", customerId)
                .bind("tenant", tenantId)
                .bind("before", before)
                .bind("limit", limit)
                .list(row -> ParticipantRepository.participant(row));
    }

    /** Stores the opt-outs of a customer whose row is locked; says whether they have changed. */
    boolean setOptOuts(Tx tx, UUID customerId, Collection<ChannelType> optOuts, Instant now) {
        return tx.query("""
                        update customers set opt_outs = :optOuts::text[], updated_at = :now
                         where id = :id and not (opt_outs @> :optOuts::text[] and opt_outs <@ :optOuts::text[])
                        """)
                        .bind("optOuts", optOuts.toArray(ChannelType[]::new))
                        .bind("now", now)
                        .bind("id", customerId)
                        .execute()
                == 1;
    }

    private static CustomerRecord read(Row row) {
        return new CustomerRecord(
                CustomerRepository.customer(row),
                ContactRepository.optOuts(row).stream().sorted().toList(),
                row.instant("c_created_at"),
                row.instant("c_updated_at"));
    }
}
