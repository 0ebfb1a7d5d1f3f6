package campaignflows.bench.walk;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes events as participant-service does, all in one transaction: whoever reads what is committed sees nothing of them
 * before {@link #release}, and then all at once. So a backlog is there without an engine that was stopped or is cold.
 */
final class Backlog implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final UUID tenant;
    private final UUID campaign;
    private final int run;

    Backlog(String servers, UUID tenant, UUID campaign, int run) {
        this.tenant = tenant;
        this.campaign = campaign;
        this.run = run;
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "transactional.id",
                        "bench-backlog",
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        5,
                        "batch.size",
                        64 * 1024),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Writes ParticipantCreated of the participants with these numbers. */
    void write(BenchParticipants participants, int from, int to) {
        producer.beginTransaction();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        for (int i = from; i < to; i++) {
            BenchParticipants.Participant participant = participants.get(i);
            ProducerRecord<String, byte[]> event =
                    new ProducerRecord<>(Broker.EVENTS, participant.customer().toString(), event(participant, now));
            event.headers().add("type", "ParticipantCreated".getBytes(StandardCharsets.UTF_8));
            producer.send(event);
        }
        producer.flush();
    }

    private byte[] event(BenchParticipants.Participant participant, Instant now) {
        return """
                {"id":"%s","type":"ParticipantCreated","source":"participant-service","subject":"%s","tenant":"%s","time":"%s",\
                "depth":0,"data":{"campaign_id":"%s","participant_id":"%s","customer_id":"%s","run":%d}}""".formatted(
                        UUID.randomUUID(),
                        participant.participant(),
                        tenant,
                        now,
                        campaign,
                        participant.participant(),
                        participant.customer(),
                        run)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Lets them be seen. */
    void release() {
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }
}
