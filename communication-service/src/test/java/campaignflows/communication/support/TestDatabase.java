package campaignflows.communication.support;

import campaignflows.communication.agent.Agent;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.storage.WireNameConverters;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.CampaignFaulted;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.message.CommunicationUpdated;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Pools;
import campaignflows.platform.database.Transactions;
import campaignflows.platform.messaging.OutboxContents;
import campaignflows.platform.messaging.OutgoingMessage;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.PostgresResource;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.provider.ReactiveServiceRegistryBuilder;
import org.hibernate.reactive.vertx.VertxInstance;
import org.hibernate.reactive.vertx.impl.ProvidedVertxInstance;
import org.jspecify.annotations.Nullable;

/**
 * A fresh database with this service's tables, both seams to it as the service has them, and a look into it. Hibernate validates
 * the tables of its entities at the start.
 */
public final class TestDatabase implements AutoCloseable {
    private static final Duration ACQUISITION = Duration.ofSeconds(20);
    private static final Duration STATEMENT = Duration.ofSeconds(60);

    private final EmbeddedDatabase.Address address = PostgresResource.freshDatabase();
    private final CountedStatements statements = new CountedStatements();
    private final Vertx vertx = Vertx.builder().withMetrics(statements).build();
    private final Pool pool;
    private final Database database;
    private final SessionFactory sessions;
    private final Transactions transactions;

    public TestDatabase() {
        Flyway.configure()
                .dataSource(address.jdbcUrl(), address.user(), address.password())
                .locations("classpath:db/messaging", "classpath:db/migration")
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load()
                .migrate();
        String url = address.jdbcUrl().substring("jdbc:".length());
        PgConnectOptions server =
                PgConnectOptions.fromUri(url).setUser(address.user()).setPassword(address.password());
        pool = Pools.create(vertx, List.of(server), 16, ACQUISITION);
        database = new Database(new io.vertx.mutiny.sqlclient.Pool(pool), ACQUISITION, STATEMENT);
        Configuration configuration = new Configuration()
                .addAnnotatedClass(Agent.class)
                .addAnnotatedClass(Channel.class)
                .addAnnotatedClass(WireNameConverters.OfAgentKind.class)
                .addAnnotatedClass(WireNameConverters.OfChannelType.class)
                .addAnnotatedClass(WireNameConverters.OfRunningStatus.class)
                .setProperty("jakarta.persistence.jdbc.url", url)
                .setProperty("jakarta.persistence.jdbc.user", address.user())
                .setProperty("jakarta.persistence.jdbc.password", address.password())
                .setProperty("hibernate.hbm2ddl.auto", "validate");
        sessions = configuration.buildSessionFactory(new ReactiveServiceRegistryBuilder()
                .applySettings(configuration.getProperties())
                .addService(VertxInstance.class, new ProvidedVertxInstance(vertx))
                .build());
        transactions = new Transactions(sessions.unwrap(Mutiny.SessionFactory.class), vertx);
    }

    public Database database() {
        return database;
    }

    public Transactions transactions() {
        return transactions;
    }

    /** How many statements there have been. */
    public int statements() {
        return statements.count();
    }

    /** Empties all tables. */
    public void clear() {
        execute(
                "truncate channels, agents, agent_channels, runs, removed_participants, erased_customers, communications, attempts,"
                        + " messages, agent_events, agent_notices, inbound_messages, contact_limits, opt_outs, stop_words, outbox cascade");
    }

    public void execute(String sql) {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The texts that a statement answers with; what it does is undone. */
    public List<String> rolledBack(String sql) {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            List<String> values = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            connection.rollback();
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Holds a lock, lets somebody else run into it, and takes another lock then, which must be free. */
    public Thread whileLocked(String lock, Runnable work, String free) {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(lock);
            Thread waiting = Thread.ofPlatform().start(work);
            Await.until(
                    "somebody waits for the lock",
                    () -> !values(
                                    "select pid from pg_stat_activity where datname = current_database()"
                                            + " and wait_event_type = 'Lock'",
                                    Integer.class)
                            .isEmpty());
            statement.execute(free);
            connection.commit();
            return waiting;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public <T> List<T> values(String sql, Class<T> type) {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> values = new ArrayList<>();
            while (rows.next()) {
                values.add(type.cast(value(rows, type)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object value(ResultSet rows, Class<?> type) throws SQLException {
        if (type == Integer.class) {
            return rows.getInt(1);
        }
        return type == Instant.class ? rows.getObject(1, OffsetDateTime.class).toInstant() : rows.getObject(1, type);
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
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

    /** Number and outcome of each attempt of one communication, in order. */
    public List<String> attempts(UUID communicationId) {
        return values(
                "select number || ' ' || coalesce(outcome, 'open') from attempts where communication_id = '"
                        + communicationId + "' order by number",
                String.class);
    }

    /** Whoever has claimed something gives no sign of life any more. */
    public void crash() {
        execute("update communications set lease_until = clock_timestamp() - interval '1 second'"
                + " where lease_owner is not null");
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
        return values("select payload from outbox order by id", byte[].class).stream()
                .flatMap(payload -> OutboxContents.decode(payload).stream())
                .filter(message -> message.topic().equals(topic))
                .toList();
    }

    @Override
    public void close() {
        sessions.close();
        pool.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
