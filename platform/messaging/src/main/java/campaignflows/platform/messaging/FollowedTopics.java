package campaignflows.platform.messaging;

import io.smallrye.reactive.messaging.ChannelRegistry;
import io.smallrye.reactive.messaging.PausableChannel;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.Config;

/**
 * The followers of compacted topics, and the channels that bring them their records. A channel is off unless the service turns it
 * on; what it is set to otherwise stands in this module's {@code microprofile-config.properties}.
 */
@Singleton
public class FollowedTopics {

    private final ChannelRegistry channels;
    private final KafkaClientService clients;
    private final Config config;
    private final Map<String, TopicFollower> followers = new ConcurrentHashMap<>();

    FollowedTopics(ChannelRegistry channels, KafkaClientService clients, Config config) {
        this.channels = channels;
        this.clients = clients;
        this.config = config;
        NativeLz4.load();
    }

    void receive(String topic, ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        Objects.requireNonNull(followers.get(topic), "records come to followers that have begun only")
                .receive(records);
    }

    TopicFollower follow(String topic, KafkaClients kafka, TopicFollower.Listener listener) {
        String key = "mp.messaging.incoming." + topic + ".enabled";
        if (!config.getOptionalValue(key, Boolean.class).orElse(false)) {
            throw new IllegalStateException("Expected " + key + " to be true in a service that follows the topic");
        }
        var follower = new TopicFollower(topic, kafka, new Channel(topic), listener);
        if (followers.putIfAbsent(topic, follower) != null) {
            throw new IllegalStateException("Expected one follower of " + topic + ", but there is another");
        }
        return follower;
    }

    /** A channel by its name, which is its topic's. */
    private final class Channel implements FollowerChannel {
        private final String name;

        private Channel(String name) {
            this.name = name;
        }

        @Override
        public void resume() {
            pausable().resume();
        }

        @Override
        public void pause() {
            pausable().pause();
        }

        private PausableChannel pausable() {
            return Objects.requireNonNull(channels.getPausable(name), "a followed channel is pausable");
        }

        @Override
        public void lags(Lag observer) {
            KafkaConsumer<byte[], byte[]> consumer = clients.getConsumer(name);
            if (consumer != null) {
                consumer.runOnPollingThread((Consumer<byte[], byte[]> polling) -> measure(polling, observer))
                        .subscribe()
                        .with(done -> {}, failure -> {});
            }
        }

        private static void measure(Consumer<byte[], byte[]> polling, Lag observer) {
            polling.assignment().forEach(partition -> {
                OptionalLong lag = polling.currentLag(partition);
                if (lag.isPresent()) {
                    observer.of(partition.partition(), polling.position(partition), lag.getAsLong());
                }
            });
        }
    }
}
