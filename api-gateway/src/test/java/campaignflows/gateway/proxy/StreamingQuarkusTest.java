package campaignflows.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.RawHttp;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies larger than the memory of the tests' JVM. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class StreamingQuarkusTest {
    private static final String UPLOADS = "/api/v1/campaigns/1/uploads";
    private static final long GIBIBYTE = 1L << 30;
    private static final int BLOCK = 1 << 20;
    private static final long MOST_UNDERWAY = 48L << 20;

    @ConfigProperty(name = "test.url")
    URI base;

    private Api admin;

    @BeforeEach
    void client() {
        admin = new Api(base, null).newTenant();
    }

    @Test
    void shouldPassAGibibyteOnUnchanged() throws IOException, NoSuchAlgorithmException {
        // given
        long seed = System.nanoTime();
        System.out.println("seed=" + seed);
        byte[] block = new byte[BLOCK];
        new Random(seed).nextBytes(block);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (RawHttp http = new RawHttp(base)) {
            http.send(head("POST", UPLOADS) + "Content-Length: " + GIBIBYTE + "\r\n\r\n");
            // when
            for (int i = 0; i < 1024; i++) {
                block[i] ^= 0x5a;
                digest.update(block);
                http.send(block, block.length);
            }
            // then
            RawHttp.Response answer = http.answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("\"bytes\":" + GIBIBYTE)
                    .contains(HexFormat.of().formatHex(digest.digest()));
        }
    }

    @Test
    void shouldTakeNoMoreThanTheServiceTakes() throws IOException {
        // given: a service that reads nothing for a while
        AtomicLong sent = new AtomicLong();
        try (RawHttp http = new RawHttp(base)) {
            http.send(head("POST", UPLOADS + "?answer=lazy&ms=3000") + "Content-Length: " + GIBIBYTE + "\r\n\r\n");
            Thread sender = Thread.ofVirtual().start(() -> send(http, sent));
            // when
            Await.until("the sender is held up", () -> isStill(sent));
            // then
            assertThat(sent.get()).isBetween(1L, MOST_UNDERWAY);
            Await.until("the sender goes on", () -> sent.get() > 2 * MOST_UNDERWAY);
            sender.interrupt();
        }
    }

    @Test
    void shouldPassAGibibyteBackAsTheClientTakesIt() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            InputStream body = http.send(
                            admin.request("/api/v1/campaigns?answer=large&bytes=" + GIBIBYTE)
                                    .build(),
                            BodyHandlers.ofInputStream())
                    .body();
            long read = 0;
            byte[] block = new byte[BLOCK];
            for (int n = body.read(block); n >= 0; n = body.read(block)) {
                read += n;
            }
            assertThat(read).isEqualTo(GIBIBYTE);
        }
    }

    private String head(String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + admin.credential() + "\r\n";
    }

    private static void send(RawHttp http, AtomicLong sent) {
        byte[] block = new byte[64 * 1024];
        try {
            while (!Thread.currentThread().isInterrupted()) {
                http.send(block, block.length);
                sent.addAndGet(block.length);
            }
        } catch (IOException e) {
            // The test has closed the connection.
        }
    }

    private static boolean isStill(AtomicLong sent) {
        long before = sent.get();
        long until = System.nanoTime() + 700_000_000L;
        while (System.nanoTime() < until) {
            if (sent.get() != before) {
                return false;
            }
            Thread.onSpinWait();
        }
        return before > 0;
    }
}
