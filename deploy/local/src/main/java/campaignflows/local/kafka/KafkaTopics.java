package campaignflows.local.kafka;

import campaignflows.local.StartException;
import campaignflows.platform.contracts.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;

/** The system's topics on one Kafka cluster: creates what is missing, and refuses topics of another shape. */
public final class KafkaTopics {
    private static final int CALL_MILLIS = 5_000;
    private static final int START_MILLIS = 30_000;

    private final KafkaServers servers;

    public KafkaTopics(KafkaServers servers) {
        this.servers = servers;
    }

    /** Whether the brokers answer now. */
    public boolean isUp() {
        try (Admin admin = admin(CALL_MILLIS)) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Creates the missing topics and waits until every partition of every topic has a leader. */
    public void create(List<Topics.Topic> wanted) throws InterruptedException {
        try (Admin admin = admin(START_MILLIS)) {
            Set<String> present = admin.listTopics().names().get();
            List<NewTopic> missing = wanted.stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .map(KafkaTopics::creation)
                    .toList();
            if (!missing.isEmpty()) {
                admin.createTopics(missing).all().get();
            }
            awaitLeaders(admin, wanted);
        } catch (ExecutionException e) {
            throw new StartException("Could not make the topics on Kafka at " + servers + ": " + reason(e));
        }
    }

    private static NewTopic creation(Topics.Topic topic) {
        return new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.<Short>empty())
                .configs(topic.settings());
    }

    private void awaitLeaders(Admin admin, List<Topics.Topic> wanted) throws InterruptedException {
        Instant deadline = Instant.now().plusMillis(START_MILLIS);
        String problem = problem(admin, wanted);
        while (!problem.isEmpty()) {
            if (Instant.now().isAfter(deadline)) {
                throw new StartException("Kafka at " + servers + " is not usable: " + problem);
            }
            TimeUnit.MILLISECONDS.sleep(50);
            problem = problem(admin, wanted);
        }
    }

    private String problem(Admin admin, List<Topics.Topic> wanted) throws InterruptedException {
        List<String> names = wanted.stream().map(Topics.Topic::name).toList();
        try {
            Map<String, TopicDescription> found =
                    admin.describeTopics(names).allTopicNames().get();
            for (Topics.Topic topic : wanted) {
                TopicDescription description = Objects.requireNonNull(found.get(topic.name()), topic.name());
                int partitions = description.partitions().size();
                if (Topics.CUSTOMER_TOPICS.contains(topic.name())
                        ? !Topics.isCustomerPartitions(partitions)
                        : partitions != topic.partitions()) {
                    throw new StartException("Expected the topic " + topic.name() + " on Kafka at " + servers
                            + " to have " + topic.partitions() + " partitions, but it has " + partitions);
                }
                if (description.partitions().stream().anyMatch(partition -> partition.leader() == null)) {
                    return "the topic " + topic.name() + " has a partition without a leader";
                }
            }
            return "";
        } catch (ExecutionException e) {
            return reason(e);
        }
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    private Admin admin(int millis) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers.toString(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis,
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
                100,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500));
    }
}
