package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.messaging.ConsumedRecord;
import campaignflows.platform.messaging.ConsumerLoop;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedKafka;
import campaignflows.platform.testkit.PostgresResource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service ends within seconds, even if its broker has gone before it. */
class ClosingIT {

    private static final Duration BOUND = Duration.ofSeconds(5);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldCloseWithinFiveSecondsWithBrokerUp(boolean brokerIsUp) throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start()) {
            // given everything at work, and something to do
            EmbeddedKafka.createTopics(broker.bootstrapServers());
            TestEnvironment environment =
                    TestEnvironment.on(broker.bootstrapServers(), PostgresResource.freshDatabase());
            var relays = environment.relays();
            ConsumerLoop consumer = environment.consumer("closing", new Ignoring());
            relays.start();
            consumer.start();
            Await.until("all work", () -> relays.isReady() && consumer.isReady());
            if (!brokerIsUp) {
                broker.stop();
            }
            environment.append(TestEnvironment.keyOf(1), List.of("last"));

            // when
            for (AutoCloseable part : List.of(relays, consumer)) {
                long begin = System.nanoTime();
                part.close();

                // then
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BOUND);
            }
            assertThat(relays.states()).containsValue("CLOSED").doesNotContainValue("RUNNING");
        }
    }

    private static final class Ignoring implements BatchHandler<String> {
        @Override
        public Optional<String> decode(ConsumedRecord record) {
            return Optional.empty();
        }

        @Override
        public void apply(Tx tx, List<Received<String>> batch) {}
    }
}
