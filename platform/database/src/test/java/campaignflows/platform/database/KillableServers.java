package campaignflows.platform.database;

import campaignflows.platform.testkit.EmbeddedDatabase;
import campaignflows.platform.testkit.EmbeddedKafka;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Servers of the test's own, which may end under the application; the broker is not there at first if the argument {@link #LATE} is given. */
public final class KillableServers implements QuarkusTestResourceLifecycleManager {

    static final String LATE = "broker-comes-late";

    private boolean late;
    private @Nullable EmbeddedDatabase postgres;
    private @Nullable EmbeddedKafka kafka;

    @Override
    public void init(Map<String, String> arguments) {
        late = arguments.containsKey(LATE);
    }

    @Override
    public Map<String, String> start() {
        EmbeddedDatabase server = EmbeddedDatabase.start();
        EmbeddedKafka broker = EmbeddedKafka.start();
        postgres = server;
        kafka = broker;
        EmbeddedKafka.createTopics(broker.bootstrapServers());
        if (late) {
            broker.stop();
        }
        EmbeddedDatabase.Address database = server.newDatabase();
        return Map.of(
                "campaignflows.messaging.standstill-seconds",
                "2",
                "quarkus.datasource.jdbc.url",
                database.jdbcUrl(),
                "quarkus.datasource.username",
                database.user(),
                "quarkus.datasource.password",
                database.password(),
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "quarkus.log.category.\"kafka\".level",
                "ERROR",
                "quarkus.log.category.\"state.change.logger\".level",
                "ERROR",
                "quarkus.log.category.\"org.apache.kafka\".level",
                "ERROR");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(postgres, new TestInjector.MatchesType(EmbeddedDatabase.class));
        injector.injectIntoFields(kafka, new TestInjector.MatchesType(EmbeddedKafka.class));
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
