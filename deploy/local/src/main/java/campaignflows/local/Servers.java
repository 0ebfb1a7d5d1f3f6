package campaignflows.local;

import campaignflows.local.data.DataFolder;
import campaignflows.local.data.Endpoints;
import campaignflows.local.data.Loopback;
import campaignflows.local.data.PortBlock;
import campaignflows.local.data.Secrets;
import campaignflows.local.kafka.KafkaBroker;
import campaignflows.local.kafka.KafkaServers;
import campaignflows.local.kafka.KafkaTopics;
import campaignflows.local.mail.MailCatcher;
import campaignflows.local.postgres.Databases;
import campaignflows.local.postgres.PostgresAddress;
import campaignflows.local.postgres.PostgresBinaries;
import campaignflows.local.postgres.PostgresServer;
import campaignflows.local.process.Child;
import campaignflows.local.process.ChildSpec;
import campaignflows.local.process.Children;
import campaignflows.local.process.JavaCommand;
import campaignflows.platform.contracts.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** What a run's services write to: PostgreSQL and Kafka, its own ones or those that the options name, and the mail catcher. */
final class Servers {
    private static final String MAIL = "mail";

    /** In the order in which they stop, together. */
    static final List<String> NAMES = List.of(MAIL, KafkaBroker.NAME, PostgresServer.NAME);

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final List<String> MAIL_MEMORY = List.of(
            "-Xms16m",
            "-Xmx96m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xss512k",
            "-Dsun.net.httpserver.nodelay=true");

    private final DataFolder folder;
    private final PortBlock ports;
    private final int mailPort;
    private final Secrets secrets;
    private final Children children;
    private final Consumer<String> log;
    private final @Nullable PostgresServer ownPostgres;
    private final @Nullable KafkaBroker ownKafka;
    private final PostgresAddress postgres;
    private final KafkaServers kafka;

    /**
     * The servers of a run; nothing is started yet.
     *
     * @param log is told what people should know
     */
    Servers(
            Options options,
            Path repository,
            DataFolder folder,
            PortBlock ports,
            Secrets secrets,
            Children children,
            Consumer<String> log) {
        this.folder = folder;
        this.ports = ports;
        this.mailPort = options.mailPort();
        this.secrets = secrets;
        this.children = children;
        this.log = log;
        this.ownPostgres = options.postgres().isPresent() ? null : postgresServer(repository);
        this.ownKafka = options.kafka().isPresent() ? null : kafkaBroker();
        this.postgres = ownPostgres == null ? options.postgres().orElseThrow() : ownPostgres.address();
        this.kafka = ownKafka == null ? options.kafka().orElseThrow() : ownKafka.servers();
    }

    private PostgresServer postgresServer(Path repository) {
        return new PostgresServer(
                PostgresBinaries.unpackedIn(LocalLayout.programs(repository)),
                folder.postgres(),
                ports.port(LocalLayout.POSTGRES),
                secrets.postgresPassword());
    }

    private KafkaBroker kafkaBroker() {
        return new KafkaBroker(
                folder.folder("kafka"),
                ports.port(LocalLayout.KAFKA),
                ports.port(LocalLayout.KAFKA_CONTROLLER),
                secrets.get("kafka-cluster", () -> Uuid.randomUuid().toString()));
    }

    PostgresAddress postgres() {
        return postgres;
    }

    KafkaServers kafka() {
        return kafka;
    }

    void describe(Endpoints endpoints) {
        endpoints.put("postgres", "postgresql://" + postgres);
        endpoints.put("kafka", kafka.toString());
        endpoints.put(MAIL, "http://" + Loopback.HOST + ":" + mailPort);
        endpoints.put("mail-smtp", "smtp://" + Loopback.HOST + ":" + ports.port(LocalLayout.SMTP));
    }

    /** Starts what is the run's own; waits for nothing. */
    Started start(JavaCommand java) {
        Child mail = children.start(mailSpec(java));
        Child database = ownPostgres == null ? null : children.start(ownPostgres.spec());
        Child broker = ownKafka == null ? null : children.start(ownKafka.spec(java));
        return new Started(mail, database, broker);
    }

    private ChildSpec mailSpec(JavaCommand java) {
        List<String> arguments = List.of(
                folder.folder(MAIL).toString(),
                Integer.toString(ports.port(LocalLayout.SMTP)),
                Integer.toString(mailPort));
        return ChildSpec.of(
                MAIL,
                java.main(MailCatcher.class, MAIL_MEMORY, arguments),
                Map.of("MALLOC_ARENA_MAX", "2"),
                folder.root());
    }

    /** The servers while they start. */
    final class Started {
        private final Child mail;
        private final @Nullable Child database;
        private final @Nullable Child broker;

        private Started(Child mail, @Nullable Child database, @Nullable Child broker) {
            this.mail = mail;
            this.database = database;
            this.broker = broker;
        }

        /** Returns when PostgreSQL serves and has the services' databases. */
        void prepareDatabases() throws InterruptedException {
            Databases databases = new Databases(postgres, secrets::databasePassword, log);
            if (database != null) {
                children.awaitReady(database, databases::isUp, LIMIT);
                databases.closeOthers();
            }
            databases.awaitUp(Duration.ofSeconds(10));
            databases.create();
        }

        /** Returns when Kafka serves and has the topics. */
        void prepareTopics() throws InterruptedException {
            if (broker != null) {
                int port = ports.port(LocalLayout.KAFKA);
                children.awaitReady(broker, () -> Loopback.accepts(port), LIMIT);
            }
            new KafkaTopics(kafka).create(Topics.all());
        }

        void awaitMail() throws InterruptedException {
            children.awaitReady(mail, () -> Loopback.accepts(mailPort), LIMIT);
        }
    }
}
