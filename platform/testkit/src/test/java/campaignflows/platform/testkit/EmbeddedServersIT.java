package campaignflows.platform.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Topics;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.Test;

class EmbeddedServersIT {

    @Test
    void shouldGiveEachStartAFreshDatabaseOfPostgres18() throws Exception {
        // given
        Map<String, String> first = new PostgresResource().start();

        // when
        Map<String, String> second = new PostgresResource().start();

        // then
        assertThat(first.get("quarkus.datasource.jdbc.url")).isNotEqualTo(second.get("quarkus.datasource.jdbc.url"));
        var address = new EmbeddedDatabase.Address(
                second.getOrDefault("quarkus.datasource.jdbc.url", ""),
                second.getOrDefault("quarkus.datasource.username", ""),
                second.getOrDefault("quarkus.datasource.password", ""));
        try (Connection connection = address.open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show server_version_num")) {
            row.next();
            assertThat(row.getInt(1)).isBetween(180_000, 189_999);
        }
    }

    @Test
    void shouldKeepDataOverAHardRestartOfPostgres() throws Exception {
        // given
        try (EmbeddedDatabase server = EmbeddedDatabase.start()) {
            EmbeddedDatabase.Address database = server.newDatabase();
            try (Connection connection = database.open();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table kept as select 42 as n");
            }

            // when
            server.stop();
            server.restart();

            // then
            try (Connection connection = database.open();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select n from kept")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(42);
            }
        }
    }

    @Test
    void shouldGiveEachStartNewTopicsWithTheirPartitions() throws Exception {
        // given
        String address = new KafkaResource().start().getOrDefault("kafka.bootstrap.servers", "");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            TopicDescription before = describe(admin);

            // when
            new KafkaResource().start();

            // then
            TopicDescription after = describe(admin);
            assertThat(after.partitions()).hasSize(48);
            assertThat(after.topicId()).isNotEqualTo(before.topicId());
            FinalizedVersionRange transactions = requireNonNull(admin.describeFeatures()
                    .featureMetadata()
                    .get()
                    .finalizedFeatures()
                    .get("transaction.version"));
            assertThat(transactions.maxVersionLevel()).isEqualTo((short) 2);
        }
    }

    @Test
    void shouldKeepTopicsOverARestartOfTheBroker() throws Exception {
        // given
        try (EmbeddedKafka broker = EmbeddedKafka.start()) {
            EmbeddedKafka.createTopics(broker.bootstrapServers());
            TopicDescription before;
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                before = describe(admin);
            }

            // when
            broker.stop();
            broker.restart();

            // then
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                assertThat(describe(admin).topicId()).isEqualTo(before.topicId());
            }
        }
    }

    private static TopicDescription describe(Admin admin) throws Exception {
        return requireNonNull(admin.describeTopics(List.of(Topics.PARTICIPANT_EVENTS))
                .allTopicNames()
                .get(20, TimeUnit.SECONDS)
                .get(Topics.PARTICIPANT_EVENTS));
    }
}
