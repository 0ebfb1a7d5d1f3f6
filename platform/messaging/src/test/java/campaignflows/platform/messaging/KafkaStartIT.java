package campaignflows.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.EmbeddedKafka;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The start of a service whose broker comes later, or never. */
class KafkaStartIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void shouldBeginWhenKafkaAnswersAndNotBefore() throws Exception {
        // given
        try (EmbeddedKafka broker = EmbeddedKafka.start()) {
            EmbeddedKafka.createTopics(broker.bootstrapServers());
            broker.stop();
            List<String> events = new CopyOnWriteArrayList<>();
            var start = new KafkaStart(
                    KafkaConnection.of(broker.bootstrapServers()), LIMIT, () -> events.add("begun"), events::add);
            start.start();
            assertThat(events).isEmpty();

            // when
            broker.restart();

            // then
            Await.until("begun", LIMIT, () -> events.equals(List.of("begun")));
            start.close();
        }
    }

    @Test
    void shouldGiveUpWithAClearReasonWhenKafkaNeverAnswers() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        var start = new KafkaStart(
                KafkaConnection.of("127.0.0.1:1"), Duration.ofSeconds(1), () -> events.add("begun"), events::add);
        start.start();
        Await.untilAsserted(
                LIMIT,
                () -> assertThat(events)
                        .containsExactly("Expected Kafka to answer within 1 s, but it did not:"
                                + " is kafka.bootstrap.servers right and the broker up?"));
        start.close();
    }
}
