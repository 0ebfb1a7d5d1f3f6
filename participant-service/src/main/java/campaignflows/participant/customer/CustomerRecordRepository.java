package campaignflows.participant.customer;

import campaignflows.participant.profile.CustomerRepository;
import campaignflows.participant.roster.Participant;
import campaignflows.participant.roster.ParticipantRepository;
import campaignflows.platform.contracts.communication.ChannelType;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One customer, its participants, and its opt-outs. All else of a profile is written by {@link CustomerRepository}. */
@Singleton
class CustomerRecordRepository {

    Optional<CustomerRecord> find(Handle handle, UUID tenantId, UUID customerId) {
        return handle.createQuery("select " + CustomerRepository.COLUMNS + """
                        , c.opt_outs, c.created_at as c_created_at, c.updated_at as c_updated_at
                          from customers c where c.id = :id and c.tenant_id = :tenant
                        """)
                .bind("id", customerId)
                .bind("tenant", tenantId)
                .map((row, context) -> read(row))
                .findOne();
    }

    boolean exists(Handle handle, UUID tenantId, UUID customerId) {
        return handle.createQuery("select exists (select from customers where id = :id and tenant_id = :tenant)")
                .bind("id", customerId)
                .bind("tenant", tenantId)
                .mapTo(Boolean.class)
                .one();
    }

    /** The customer's participants, those made last first, before the given one. */
    List<Participant> participants(Handle handle, UUID tenantId, UUID customerId, @Nullable UUID before, int limit) {
        return handle.createQuery("select " + ParticipantRepository.COLUMNS + """
                          from participants p where p.customer_id = :customer and p.tenant_id = :tenant
                           and (cast(:before as uuid) is null or p.id < :before)
                         order by p.id desc limit :limit
                        """)
                .bind("customer", customerId)
                .bind("tenant", tenantId)
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> ParticipantRepository.participant(row))
                .list();
    }

    /** Stores the opt-outs of a customer whose row is held, unless they are the same. */
    void setOptOuts(Handle transaction, UUID customerId, Collection<ChannelType> optOuts, Instant now) {
        transaction
                .createUpdate("""
                        update customers set opt_outs = :optOuts, updated_at = :now
                         where id = :id and opt_outs is distinct from :optOuts
                        """)
                .bind(
                        "optOuts",
                        optOuts.stream().map(CustomerRecordRepository::name).toArray(String[]::new))
                .bind("now", now)
                .bind("id", customerId)
                .execute();
    }

    private static String name(ChannelType channel) {
        return channel.name().toLowerCase(Locale.ROOT);
    }

    private static CustomerRecord read(ResultSet row) throws SQLException {
        List<ChannelType> optOuts = Arrays.stream(
                        (String[]) row.getArray("opt_outs").getArray())
                .map(name -> ChannelType.valueOf(name.toUpperCase(Locale.ROOT)))
                .sorted()
                .toList();
        return new CustomerRecord(
                CustomerRepository.customer(row),
                optOuts,
                row.getObject("c_created_at", OffsetDateTime.class).toInstant(),
                row.getObject("c_updated_at", OffsetDateTime.class).toInstant());
    }
}
