package campaignflows.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.local.Await;
import campaignflows.local.data.PortBlock;
import campaignflows.local.log.CombinedLog;
import campaignflows.local.process.Child;
import campaignflows.local.process.Children;
import campaignflows.local.process.DetachedCommand;
import campaignflows.local.process.PidFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Path CACHE = Path.of("target/postgres").toAbsolutePath();

    @TempDir
    Path folder;

    private PortBlock ports;
    private CombinedLog log;
    private Children children;
    private PostgresServer server;
    private Databases databases;

    @BeforeEach
    void prepare() {
        ports = PortBlock.take(OptionalInt.empty());
        log = new CombinedLog(folder, System.out, false);
        children = new Children(DetachedCommand.available(), new PidFile(folder.resolve("pids")), log);
        server = new PostgresServer(
                PostgresBinaries.unpackedIn(CACHE), folder.resolve("postgres"), ports.port(1), "secret");
        databases = new Databases(server.address(), name -> name + "-password", log::say);
    }

    @AfterEach
    void stop() {
        children.killAll();
        log.close();
        ports.close();
    }

    private Child start() throws InterruptedException {
        Child child = children.start(server.spec());
        children.awaitReady(child, databases::isUp, LIMIT);
        return child;
    }

    private String query(String database, String user, String password, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(server.address().jdbcUrl(database), user, password);
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void shouldBeDurableAndGiveEachServiceItsOwnDatabaseOnly() throws Exception {
        start();
        databases.closeOthers();
        databases.create();
        databases.create();

        assertThat(query("postgres", "postgres", "secret", "show fsync")).isEqualTo("on");
        assertThat(query("postgres", "postgres", "secret", "show synchronous_commit"))
                .isEqualTo("on");
        for (String name : Databases.NAMES) {
            assertThat(
                            query(
                                    name,
                                    name,
                                    name + "-password",
                                    "with made as (select 1) select current_database() || ' ' || has_schema_privilege('public', 'create')"))
                    .isEqualTo(name + " true");
            for (String other : List.of("postgres", "template1", "campaign", "gateway")) {
                if (!other.equals(name)) {
                    assertThatThrownBy(() -> query(other, name, name + "-password", "select 1"))
                            .hasMessageContaining("permission denied for database");
                }
            }
        }
        assertThatThrownBy(() -> query("campaign", "campaign", "guess", "select 1"))
                .hasMessageContaining("password authentication failed");
        assertThat(query(
                        "postgres",
                        "postgres",
                        "secret",
                        "select count(*) from pg_roles where rolsuper and rolname <> 'postgres'"))
                .isEqualTo("0");
    }

    @Test
    void shouldComeBackWithItsDataAfterBeingKilled() throws Exception {
        Child child = start();
        databases.create();
        ProcessHandle first = child.handle().orElseThrow();
        assertThat(first.info().command().orElseThrow()).endsWith("/postgres");

        first.destroyForcibly();

        assertThat(Await.until(
                        LIMIT,
                        () -> child.handle()
                                .filter(now -> now.pid() != first.pid())
                                .isPresent()))
                .isTrue();
        assertThat(Await.until(LIMIT, databases::isUp)).isTrue();
        assertThat(query("campaign", "campaign", "campaign-password", "select current_user"))
                .isEqualTo("campaign");
    }

    @Test
    void shouldStartOverAPidFileWhoseNumberAStrangerHas() throws Exception {
        server.createCluster();
        Process stranger = new ProcessBuilder("sleep", "60").start();
        Files.writeString(
                PostgresServer.postmasterPid(folder.resolve("postgres")),
                stranger.pid() + "\n" + folder.resolve("postgres") + "\n0\n" + ports.port(1) + "\n\n127.0.0.1\n",
                StandardCharsets.UTF_8);

        start();

        assertThat(databases.isUp()).isTrue();
        assertThat(stranger.isAlive()).isTrue();
        stranger.destroyForcibly();
    }

    @Test
    void shouldStopInOrderThoughAClientIsConnected() throws Exception {
        Child child = start();
        try (Connection client =
                DriverManager.getConnection(server.address().jdbcUrl("postgres"), "postgres", "secret")) {
            assertThat(client.isValid(2)).isTrue();

            children.stop(List.of("postgres"), Duration.ofSeconds(10));
        } catch (SQLException e) {
            // the server has ended this connection
        }

        assertThat(child.handle()).isEmpty();
        assertThat(PostgresServer.postmasterPid(folder.resolve("postgres"))).doesNotExist();
    }

    @Test
    void shouldSayWhyAServerCannotBeUsed() {
        Databases elsewhere = new Databases(
                PostgresAddress.parse("postgresql://me:x@127.0.0.1:" + ports.port(2) + "/y"), name -> name, log::say);

        assertThatThrownBy(() -> elsewhere.awaitUp(Duration.ofMillis(100)))
                .hasMessageContaining(
                        "Cannot use the PostgreSQL server 127.0.0.1:" + ports.port(2) + " as the user me");
    }
}
