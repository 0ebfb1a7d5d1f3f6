package campaignflows.platform.messaging;

import campaignflows.platform.contracts.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Checks at startup what the two mechanisms require of the cluster: that all topics exist with their partitions (those keyed by
 * customer id with the same number, otherwise a customer's messages lose their order), and that transactions are of version 2
 * (without it an old request can reach into the next transaction).
 */
public final class TopicCheck {

    private static final String TRANSACTION_VERSION = "transaction.version";

    private TopicCheck() {}

    /**
     * Fails unless the cluster is as it must be.
     *
     * @throws IllegalStateException with what to do about it
     */
    public static void run(KafkaConnection kafka) throws InterruptedException {
        try (Admin admin = kafka.admin("topic-check")) {
            List<String> findings = new ArrayList<>(topicFindings(admin));
            findings.addAll(featureFindings(admin));
            if (!findings.isEmpty()) {
                throw new IllegalStateException(String.join("; ", findings));
            }
        }
    }

    private static List<String> topicFindings(Admin admin) throws InterruptedException {
        Map<String, Integer> expected =
                Topics.all().stream().collect(Collectors.toMap(Topics.Topic::name, Topics.Topic::partitions));
        Map<String, KafkaFuture<TopicDescription>> described =
                admin.describeTopics(expected.keySet()).topicNameValues();
        List<String> findings = new ArrayList<>();
        Map<String, Integer> customerTopics = new TreeMap<>();
        for (var entry : described.entrySet()) {
            String topic = entry.getKey();
            int partitions = expected.getOrDefault(topic, 0);
            try {
                int actual = entry.getValue().get().partitions().size();
                if (Topics.CUSTOMER_TOPICS.contains(topic)) {
                    customerTopics.put(topic, actual);
                } else if (actual != partitions && mustMatch(topic)) {
                    findings.add("Expected topic " + topic + " to have " + partitions + " partitions, but it has "
                            + actual + ": drain it and create it again with " + partitions);
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    findings.add("Expected topic " + topic + ", but it does not exist: create it with " + partitions
                            + " partitions");
                } else {
                    throw PositionFinder.unwrapped(e);
                }
            }
        }
        if (!fit(customerTopics.values())) {
            findings.add("Expected the topics keyed by customer id to have one number of partitions, a multiple of "
                    + Shards.COUNT + " from " + Topics.CUSTOMER_PARTITIONS + " to " + Topics.MOST_CUSTOMER_PARTITIONS
                    + ", but they have " + customerTopics + ": deploy/partitions brings them to one number");
        }
        return findings;
    }

    private static boolean fit(Collection<Integer> partitions) {
        return Set.copyOf(partitions).size() <= 1 && partitions.stream().allMatch(Topics::isCustomerPartitions);
    }

    private static boolean mustMatch(String topic) {
        return topic.equals(Topics.OUTBOX_POSITIONS)
                // Their followers read the partitions by number.
                || topic.equals(Topics.TENANTS)
                || topic.equals(Topics.CAMPAIGN_DEFINITIONS);
    }

    private static List<String> featureFindings(Admin admin) throws InterruptedException {
        try {
            FinalizedVersionRange version = admin.describeFeatures()
                    .featureMetadata()
                    .get()
                    .finalizedFeatures()
                    .get(TRANSACTION_VERSION);
            int level = version == null ? 0 : version.maxVersionLevel();
            return level >= 2
                    ? List.of()
                    : List.of("Expected the cluster's feature " + TRANSACTION_VERSION + " to be 2 or more, but it is "
                            + level + ": run kafka-features.sh upgrade --feature " + TRANSACTION_VERSION + "=2");
        } catch (ExecutionException e) {
            throw PositionFinder.unwrapped(e);
        }
    }
}
