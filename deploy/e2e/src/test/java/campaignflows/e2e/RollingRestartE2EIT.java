package campaignflows.e2e;

import static campaignflows.e2e.client.FlowDraft.literal;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import campaignflows.e2e.client.Await;
import campaignflows.e2e.client.Campaign;
import campaignflows.e2e.client.Campaign.Participant;
import campaignflows.e2e.client.Campaign.Upload;
import campaignflows.e2e.client.Csv;
import campaignflows.e2e.client.FlowDraft;
import campaignflows.e2e.client.Installation;
import campaignflows.e2e.client.Person;
import campaignflows.e2e.client.SteadyLoad;
import campaignflows.e2e.client.SteadyLoad.Request;
import campaignflows.e2e.system.FaultInjector;
import campaignflows.e2e.system.LocalSystem;
import campaignflows.e2e.system.ServiceAddress;
import campaignflows.e2e.system.ServiceReplica;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Every service is replaced, one after the other, while people come one by one, files are imported and mails are sent. No
 * request fails though none is repeated, nobody is lost, and nobody is walked or written to twice. The gateway and the engine are
 * replaced as Kubernetes does, the next before the last; the others have one replica, which is ended before the next is started:
 * their callers wait. By hand, since it takes minutes: {@code -De2e.rolling=true}.
 */
@Order(102)
@EnabledIfSystemProperty(named = "e2e.rolling", matches = "true")
class RollingRestartE2EIT {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    /** For the endpoints to change, and for connections to be used once more; Kubernetes gives five seconds. */
    private static final Duration PRE_STOP = Duration.ofSeconds(2);

    private static final int PER_SECOND = Integer.getInteger("e2e.rolling.rate", 50);
    private static final int ROWS = Integer.getInteger("e2e.rolling.rows", 2_000);

    /** Every so many there is a mail, and every so many requests one that reads. */
    private static final int MAILED = 4;

    private static final int READS = 5;
    private static final String ENGINE = "flow-engine-service";
    private static final String GATEWAY = "api-gateway";
    private static final List<String> IN_PLACE =
            List.of("participant-service", "upload-service", "communication-service", "campaign-service");

    private static final Map<String, String> ENVIRONMENT = Map.of(
            // As the chart sets it.
            "QUARKUS_SHUTDOWN_DELAY", "4S",
            // What was taken is finished, however slow the machine is.
            "QUARKUS_SHUTDOWN_TIMEOUT", "60S",
            // A machine that is slow to start a service has callers wait for longer.
            "CAMPAIGNFLOWS_HTTP_ABSENCE_WAIT", "180S",
            "CAMPAIGNFLOWS_GATEWAY_ANSWER_TIMEOUT", "240S",
            // And has requests wait for connections to a database while everything else is busy.
            "CAMPAIGNFLOWS_DATABASE_ACQUISITION_TIMEOUT", "60S");

    private final List<UUID> uploads = new ArrayList<>();

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void shouldReplaceEveryServiceWithoutAFailedRequest() {
        try (LocalSystem system = LocalSystem.startFresh(ENVIRONMENT)) {
            try {
                replaceAll(system);
            } catch (Throwable failure) {
                system.printTails();
                throw failure;
            }
        }
    }

    private void replaceAll(LocalSystem system) {
        Campaign campaign = campaign(system.admin());
        try (ServiceAddress gateway = new ServiceAddress(system.address());
                SteadyLoad load = SteadyLoad.begin(
                        gateway.address(), system.adminKey(), PER_SECOND, number -> request(campaign, number))) {
            Api through = new Api(gateway.address(), system.adminKey());
            Campaign seen = new Campaign(through, campaign.id());
            FaultInjector restarts = new FaultInjector(system, new Random(0), () -> load.due() + " requests were due");
            awaitMore(load);
            for (String service : IN_PLACE) {
                beginImport(seen);
                restarts.end(service);
                restarts.awaitServing(List.of(service));
                awaitMore(load);
            }
            beginImport(seen);
            try (ServiceReplica next = ServiceReplica.start(system, ENGINE)) {
                restarts.end(ENGINE);
                restarts.awaitServing(List.of(ENGINE));
                next.end();
            }
            awaitMore(load);
            beginImport(seen);
            try (ServiceReplica next = ServiceReplica.start(system, GATEWAY)) {
                gateway.leadTo(next.address());
                pass(PRE_STOP);
                restarts.end(GATEWAY);
                restarts.awaitServing(List.of(GATEWAY));
                gateway.leadTo(system.address());
                pass(PRE_STOP);
                next.end();
            }
            awaitMore(load);
            load.end();
            load.failures().forEach(failure -> System.out.println("e2e: failed: " + failure));
            load.failuresByKind()
                    .forEach((kind, count) -> System.out.println("e2e: failed " + count + " times: " + kind));
            System.out.printf(
                    "e2e: %d requests, %d failed, %s%n",
                    load.due(), load.failures().size(), load.times());
            assertThat(load.failures()).isEmpty();
            assertAllOnce(system, campaign, load);
        }
    }

    /** A person, or a look at what each service keeps. */
    private static Request request(Campaign campaign, int number) {
        if (!reads(number)) {
            return new Request(campaign.path() + "/participants", List.of(person(id(number), isMailed(number))));
        }
        return switch (number / READS % 5) {
            case 0 -> Request.get(campaign.path());
            case 1 -> Request.get(campaign.path() + "/participants?limit=10");
            case 2 -> Request.get(campaign.path() + "/uploads?limit=10");
            case 3 -> Request.get("/api/v1/channels?limit=10");
            default -> Request.get("/api/v1/me");
        };
    }

    private static boolean reads(int number) {
        return number % READS == 0;
    }

    private static boolean isMailed(int number) {
        return number % MAILED == 1;
    }

    private static String id(int number) {
        return "caller-" + number;
    }

    private static Person person(String id, boolean mailed) {
        return Person.named(id).with("by_mail", mailed);
    }

    /** A campaign imports one file at a time. */
    private void beginImport(Campaign campaign) {
        uploads.forEach(id -> Await.until("the end of an upload", LIMIT, () -> campaign.upload(id), Upload::hasEnded));
        String file = "file-" + uploads.size();
        StringBuilder csv = new StringBuilder(Csv.line("external_id", "email", "by_mail"));
        for (int i = 0; i < ROWS; i++) {
            csv.append(Csv.line(file + "-" + i, file + "-" + i + "@people.example", "false"));
        }
        uploads.add(campaign.beginUpload(file + ".csv", BodyPublishers.ofString(csv.toString()))
                .id());
    }

    private static void awaitMore(SteadyLoad load) {
        int wanted = load.due() + 3 * PER_SECOND;
        Await.until("more requests", LIMIT, load::due, due -> due >= wanted);
    }

    private static Campaign campaign(Api api) {
        return Campaign.create(api, "Never closed")
                .field("by_mail", "By mail", "boolean", true)
                .activeFlow(new FlowDraft("Contact")
                        .node("created", "participant_created")
                        .check("way", "By mail", "participant.by_mail", "equals", literal(true))
                        .email("mail", "MAIL", new Installation(api).emailMessages(), "Hello", "Hello")
                        .line("created", "way")
                        .match("way", "mail"))
                .start();
    }

    private void assertAllOnce(LocalSystem system, Campaign campaign, SteadyLoad load) {
        for (UUID id : uploads) {
            Upload upload = Await.until("the end of an upload", LIMIT, () -> campaign.upload(id), Upload::hasEnded);
            assertThat(List.of(upload.total(), upload.created(), upload.failed()))
                    .containsExactly((long) ROWS, (long) ROWS, 0L);
        }
        Set<String> expected = new TreeSet<>();
        Set<String> mailed = new TreeSet<>();
        for (int number : load.taken()) {
            if (!reads(number)) {
                expected.add(id(number));
                if (isMailed(number)) {
                    mailed.add(id(number) + "@people.example");
                }
            }
        }
        int callers = expected.size();
        for (int file = 0; file < uploads.size(); file++) {
            for (int i = 0; i < ROWS; i++) {
                expected.add("file-" + file + "-" + i);
            }
        }
        List<Participant> people = campaign.participants();
        assertThat(people.stream().map(Participant::externalId)).containsExactlyInAnyOrderElementsOf(expected);

        Map<String, Long> walks = perParticipant(
                campaign,
                Await.until(
                        "a walk of each",
                        LIMIT,
                        () -> system.records("flow-walks"),
                        records -> perParticipant(campaign, records).size() >= people.size()));
        assertThat(walks).hasSize(people.size());
        assertThat(Set.copyOf(walks.values())).containsExactly(1L);

        Await.until(
                "a mail to each of those who get one",
                LIMIT,
                () -> system.mails().atDomain("people.example").size(),
                count -> count >= mailed.size());
        assertThat(system.mails().atDomain("people.example").stream()
                        .map(mail -> mail.to().getFirst()))
                .containsExactlyInAnyOrderElementsOf(mailed);
        System.out.printf(
                "e2e: %d people one by one, %d of %d files, %d walks, %d mails, each once%n",
                callers, people.size() - callers, uploads.size(), walks.size(), mailed.size());
    }

    private static Map<String, Long> perParticipant(Campaign campaign, List<JsonNode> records) {
        return records.stream()
                .filter(record -> record.at("/data/campaign_id")
                        .asText()
                        .equals(campaign.id().toString()))
                .collect(Collectors.groupingBy(
                        record -> record.at("/data/participant_id").asText(), TreeMap::new, Collectors.counting()));
    }

    private static void pass(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
