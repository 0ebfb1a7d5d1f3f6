package campaignflows.engine.protocol;

import campaignflows.platform.contracts.Topics;
import campaignflows.platform.messaging.ConsumerSettings;
import campaignflows.platform.messaging.KafkaClients;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;

/** Kafka's clients in one process, over the model of the broker. Of a dead process they do nothing more. */
final class Clients implements KafkaClients {
    static final UUID TOPIC_ID = new UUID(7, 7);

    private static final Map<String, Method> METHODS = new ConcurrentHashMap<>();

    private final SimulatedProcess machine;
    private final Kafka kafka;

    Clients(SimulatedProcess machine, Kafka kafka) {
        this.machine = machine;
        this.kafka = kafka;
    }

    @Override
    public Producer<String, byte[]> transactionalProducer(String transactionalId) {
        return proxy(Producer.class, new SimulatedProducer(transactionalId, kafka));
    }

    @Override
    public Consumer<byte[], byte[]> groupConsumer(String groupId, String clientId, ConsumerSettings settings) {
        return proxy(Consumer.class, new SimulatedConsumer(machine, kafka, kafka.group(groupId)));
    }

    @Override
    public Consumer<byte[], byte[]> freeConsumer(String clientId) {
        return proxy(Consumer.class, new SimulatedConsumer(machine, kafka, new GroupCoordinator()));
    }

    @Override
    public Admin admin(String clientId) {
        return proxy(Admin.class, new Answers());
    }

    /** What the mechanisms ask of an admin client. */
    final class Answers {
        @SuppressWarnings("NullAway") // Kafka's own way to say that it was not asked by ids
        public DescribeTopicsResult describeTopics(Collection<String> topics) {
            Map<String, KafkaFuture<TopicDescription>> found = new HashMap<>();
            for (String topic : topics) {
                TopicDescription description = new TopicDescription(
                        topic,
                        false,
                        Stream.<TopicPartitionInfo>of().toList(),
                        java.util.Set.of(),
                        new Uuid(TOPIC_ID.getMostSignificantBits(), TOPIC_ID.getLeastSignificantBits()));
                found.put(topic, KafkaFuture.completedFuture(description));
            }
            return new DescribeTopicsResult(null, found) {};
        }

        public ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> asked) {
            return listOffsets(asked, "the last stable one will do");
        }

        public ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> asked, Object isolation) {
            kafka.schedule().pause();
            Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> found = new HashMap<>();
            asked.forEach((partition, spec) -> found.put(
                    partition,
                    KafkaFuture.completedFuture(
                            new ListOffsetsResultInfo(offset(partition, spec), 0, java.util.Optional.empty()))));
            return new ListOffsetsResult(found);
        }

        private long offset(TopicPartition partition, OffsetSpec spec) {
            TopicLog log = kafka.broker().log(partition.topic(), partition.partition());
            boolean unread =
                    partition.topic().equals(Topics.OUTBOX_POSITIONS) && kafka.mutation() == Mutation.NO_POSITIONS_READ;
            return spec instanceof OffsetSpec.LatestSpec && !unread ? log.end() : log.start();
        }

        public void close() {}

        public void close(Duration bound) {}
    }

    /** Sends an interface's calls to the method of the same name and parameters that the model has; others are refused. */
    private <T> T proxy(Class<? super T> type, Object model) {
        @SuppressWarnings("unchecked")
        T proxy =
                (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (machine.isDead()) {
                        throw new Coroutine.Crash();
                    }
                    Object[] given = arguments == null ? new Object[0] : arguments;
                    return invoke(offered(model.getClass(), method, given.length), model, given);
                });
        return proxy;
    }

    private static Method offered(Class<?> model, Method method, int parameters) {
        return METHODS.computeIfAbsent(model.getName() + "." + method.getName() + "/" + parameters, any -> {
            for (Method offered : model.getDeclaredMethods()) {
                if (offered.getName().equals(method.getName()) && offered.getParameterCount() == parameters) {
                    return offered;
                }
            }
            throw new UnsupportedOperationException("The model has no " + method);
        });
    }

    private static Object invoke(Method method, Object model, Object[] arguments) throws Throwable {
        try {
            return method.invoke(model, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
