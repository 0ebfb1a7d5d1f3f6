package campaignflows.participant.support;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.MessageFamily;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.contracts.message.CustomerEvent;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.walk.ParticipantWalksErased;
import campaignflows.platform.contracts.walk.WalkMessage;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.testkit.Await;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** All that was published, as committed readers see it. */
@Singleton
public class TopicLog {
    private final String servers;
    private final StoredRows stored;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Admin admin;
    private final Map<String, List<ConsumerRecord<String, byte[]>>> records = new HashMap<>();

    TopicLog(@ConfigProperty(name = "kafka.bootstrap.servers") String servers, StoredRows stored) {
        this.servers = servers;
        this.stored = stored;
        this.admin = Admin.create(Map.of("bootstrap.servers", servers));
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(
                Topics.PARTICIPANT_EVENTS, Topics.COMMUNICATION_COMMANDS, Topics.FLOW_WALKS, Topics.AUDIT_EVENTS)) {
            consumer.partitionsFor(topic).forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    public List<Envelope<ParticipantEvent>> events(UUID campaignId) {
        return of(
                Topics.PARTICIPANT_EVENTS,
                ParticipantEvent.FAMILY,
                data -> data.campaignId().equals(campaignId));
    }

    public List<Envelope<CommunicationCommand>> commands(UUID campaignId) {
        return of(
                Topics.COMMUNICATION_COMMANDS,
                CommunicationCommand.FAMILY,
                data -> data.campaignId().equals(campaignId));
    }

    public List<Envelope<CustomerEvent>> eventsOf(UUID customerId) {
        return of(
                Topics.PARTICIPANT_EVENTS,
                CustomerEvent.FAMILY,
                data -> data.customerId().equals(customerId));
    }

    public List<Envelope<CustomerCommand>> commandsOf(UUID customerId) {
        return of(
                Topics.COMMUNICATION_COMMANDS,
                CustomerCommand.FAMILY,
                data -> data.customerId().equals(customerId));
    }

    public List<Envelope<WalkRecorded>> walks(UUID campaignId) {
        return of(
                Topics.FLOW_WALKS,
                WalkRecorded.FAMILY,
                data -> data.campaignId().equals(campaignId));
    }

    /** The participants of a customer whose walks are to be deleted. */
    public List<UUID> walksErasedOf(UUID customerId) {
        return of(
                        Topics.FLOW_WALKS,
                        WalkMessage.FAMILY,
                        data -> data instanceof ParticipantWalksErased erased
                                && erased.customerId().equals(customerId))
                .stream()
                .map(envelope -> ((ParticipantWalksErased) envelope.data()).participantId())
                .toList();
    }

    /** What the audit log was told of a tenant. */
    public List<AuditRecorded> audit(UUID tenantId) {
        return of(Topics.AUDIT_EVENTS, AuditRecorded.FAMILY, data -> true).stream()
                .filter(envelope -> envelope.tenant().equals(tenantId))
                .map(Envelope::data)
                .toList();
    }

    public void publish(String topic, UUID key, byte[] value) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key.toString(), value));
        }
    }

    /** What is in the topic once the outbox is empty, in the order of each partition. */
    private synchronized <T> List<Envelope<T>> of(String topic, MessageFamily<T> family, Predicate<T> which) {
        Await.until("the outbox is empty", () -> stored.count("select count(*) from outbox") == 0);
        Map<TopicPartition, Long> ends = ends();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100))
                    .forEach(record -> records.computeIfAbsent(record.topic(), any -> new ArrayList<>())
                            .add(record));
        }
        return records.getOrDefault(topic, List.of()).stream()
                .flatMap(record -> family.decode(record.value()).stream())
                .filter(envelope -> which.test(envelope.data()))
                .toList();
    }

    /** Ends that count what is published but not yet marked as committed: the marks follow the commit by a moment. */
    private Map<TopicPartition, Long> ends() {
        Map<TopicPartition, Long> ends = new HashMap<>();
        try {
            admin.listOffsets(consumer.assignment().stream()
                            .collect(Collectors.toMap(partition -> partition, any -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @PreDestroy
    void close() {
        admin.close();
        consumer.close();
    }
}
