package campaignflows.communication.support;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.CampaignFaulted;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.message.CommunicationUpdated;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.messaging.Database;
import campaignflows.platform.messaging.DatabaseBeans;
import campaignflows.platform.messaging.OutboxContents;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.PostgresResource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.postgresql.Driver;

/** A fresh database with this service's tables, and a look into it. */
public final class TestDatabase implements AutoCloseable {
    private final AgroalDataSource pool;
    private final Jdbi jdbi;
    private final Database database;
    private final AtomicInteger statements = new AtomicInteger();

    public TestDatabase() {
        EmbeddedDatabase.Address address = PostgresResource.freshDatabase();
        Flyway.configure()
                .dataSource(address.jdbcUrl(), address.user(), address.password())
                .locations("classpath:db/messaging", "classpath:db/migration")
                .load()
                .migrate();
        try {
            pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(settings -> settings.maxSize(16)
                            .connectionFactoryConfiguration(factory -> factory.jdbcUrl(address.jdbcUrl())
                                    .connectionProviderClass(Driver.class)
                                    .principal(new NamePrincipal(address.user()))
                                    .credential(new SimplePassword(address.password())))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        jdbi = DatabaseBeans.jdbiOver(pool);
        jdbi.setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                statements.incrementAndGet();
            }
        });
        database = new Database(jdbi);
    }

    public Database database() {
        return database;
    }

    /** How many statements there have been. */
    public int statements() {
        return statements.get();
    }

    /** Empties all tables. */
    public void clear() {
        execute(
                "truncate channels, agents, agent_channels, runs, removed_participants, erased_customers, communications, attempts,"
                        + " messages, inbound_messages, outbox cascade");
    }

    public void execute(String sql) {
        jdbi.useHandle(handle -> handle.execute(sql));
    }

    public <T> List<T> values(String sql, Class<T> type) {
        return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(type).list());
    }

    public String status(UUID communicationId) {
        return values("select status from communications where id = '" + communicationId + "'", String.class)
                .getFirst();
    }

    public String reason(UUID communicationId) {
        return String.valueOf(values(
                        "select coalesce(reason, '') from communications where id = '" + communicationId + "'",
                        String.class)
                .getFirst());
    }

    /** All events in the outbox, in order. */
    public List<Envelope<ParticipantEvent>> events() {
        return messages(Topics.PARTICIPANT_EVENTS).stream()
                .map(message -> ParticipantEvent.FAMILY.decode(message.value()).orElseThrow())
                .toList();
    }

    public List<Envelope<CampaignFaulted>> faults() {
        return messages(Topics.CAMPAIGN_FAULTS).stream()
                .map(message -> CampaignFaulted.FAMILY.decode(message.value()).orElseThrow())
                .toList();
    }

    /** The statuses that one communication's events tell of, in order. */
    public List<String> told(UUID communicationId) {
        return events().stream()
                .map(event -> switch (event.data()) {
                    case CommunicationUpdated updated -> updated.communication();
                    case CommunicationEnded ended -> ended.communication();
                    default -> throw new AssertionError("another event");
                })
                .filter(state -> state.communicationId().equals(communicationId))
                .map(state -> state.status().name().toLowerCase(java.util.Locale.ROOT))
                .toList();
    }

    private List<OutgoingMessage> messages(String topic) {
        return jdbi
                .withHandle(handle -> handle.createQuery("select payload from outbox order by id")
                        .mapTo(byte[].class)
                        .list())
                .stream()
                .flatMap(payload -> OutboxContents.decode(payload).stream())
                .filter(message -> message.topic().equals(topic))
                .toList();
    }

    @Override
    public void close() {
        pool.close();
    }
}
