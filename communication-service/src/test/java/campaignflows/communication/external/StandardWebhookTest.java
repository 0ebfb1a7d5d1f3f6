package campaignflows.communication.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our signatures, judged by the library of Standard Webhooks both ways. */
@NullMarked
class StandardWebhookTest {
    private static final WebhookSecret SECRET = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final WebhookSecret OTHER = WebhookSecret.made();
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String BODY = "{\"test\": 2432232314}";
    private static final long TIME = 1_614_265_330L;

    @Test
    void shouldSignAsTheSpecificationsExampleIsSigned() {
        assertThat(StandardWebhook.sign(List.of(SECRET), ID, TIME, bytes(BODY)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void shouldSignSoThatTheLibraryIsContent() {
        long now = Instant.now().getEpochSecond();
        String body = "{\"ä\":\"😀\"}";
        String signature = StandardWebhook.sign(List.of(OTHER, SECRET), ID, now, bytes(body));
        HttpHeaders headers = HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of(ID),
                        "webhook-timestamp", List.of(Long.toString(now)),
                        "webhook-signature", List.of(signature)),
                (name, value) -> true);

        assertThatCode(() -> new Webhook(SECRET.text()).verify(body, headers)).doesNotThrowAnyException();
        assertThatCode(() -> new Webhook(OTHER.text()).verify(body, headers)).doesNotThrowAnyException();
        assertThatCode(() -> new Webhook(OTHER.text()).verify(body + " ", headers))
                .isInstanceOf(com.standardwebhooks.exceptions.WebhookVerificationException.class);
    }

    @Test
    void shouldTakeWhatTheLibrarySigns() throws Exception {
        String body = "{\"ä\":\"😀\"}";
        String signature = new Webhook(SECRET.text()).sign(ID, TIME, body);

        assertThat(isRight(ID, Long.toString(TIME), signature, body, List.of(SECRET)))
                .isTrue();
        assertThat(isRight(ID, Long.toString(TIME), signature, body, List.of(OTHER, SECRET)))
                .isTrue();
        assertThat(isRight(ID, Long.toString(TIME), "v1a,xyz v1,=? " + signature, body, List.of(SECRET)))
                .isTrue();
    }

    @Test
    void shouldRefuseWhatIsForged() {
        String right = StandardWebhook.sign(List.of(SECRET), ID, TIME, bytes(BODY));
        String time = Long.toString(TIME);

        assertThat(isRight(ID, time, right, BODY, List.of(SECRET))).isTrue();
        assertThat(isRight(ID, time, right, BODY + " ", List.of(SECRET))).isFalse();
        assertThat(isRight(ID, time, right, BODY, List.of(OTHER))).isFalse();
        assertThat(isRight("another", time, right, BODY, List.of(SECRET))).isFalse();
        assertThat(isRight(ID, Long.toString(TIME + 1), right, BODY, List.of(SECRET)))
                .isFalse();
        assertThat(isRight(ID, time, right.replace("v1,", "v2,"), BODY, List.of(SECRET)))
                .isFalse();
        assertThat(isRight(null, time, right, BODY, List.of(SECRET))).isFalse();
        assertThat(isRight(ID, null, right, BODY, List.of(SECRET))).isFalse();
        assertThat(isRight(ID, time, null, BODY, List.of(SECRET))).isFalse();
        assertThat(isRight(ID, "soon", right, BODY, List.of(SECRET))).isFalse();
        assertThat(isRight("i d", time, right, BODY, List.of(SECRET))).isFalse();
        assertThat(isRight(ID, time, "v1,", BODY, List.of(SECRET))).isFalse();
        assertThat(isRight(ID, time, (right + " ").repeat(500), BODY, List.of(SECRET)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0,true", "300,true", "-300,true", "301,false", "-301,false", "86400,false"})
    void shouldRefuseWhatIsNotOfNow(long seconds, boolean taken) {
        String signature = StandardWebhook.sign(List.of(SECRET), ID, TIME, bytes(BODY));
        StandardWebhook.Head head = new StandardWebhook.Head(ID, Long.toString(TIME), signature);

        assertThat(StandardWebhook.check(
                        head, List.of(SECRET), Instant.ofEpochSecond(TIME).plusSeconds(seconds)))
                .map(check -> check.test(bytes(BODY)))
                .isEqualTo(taken ? java.util.Optional.of(true) : java.util.Optional.empty());
    }

    @Test
    void shouldLetTheFormerSecretCountForADay() {
        Instant now = Instant.parse("2026-06-01T08:00:00Z");
        AgentSecret changed = AgentSecret.of(SECRET).replacedBy(OTHER, true, now);

        assertThat(changed.counting(now)).containsExactly(OTHER, SECRET);
        assertThat(changed.counting(now.plus(Duration.ofHours(24)).minusNanos(1)))
                .containsExactly(OTHER, SECRET);
        assertThat(changed.counting(now.plus(Duration.ofHours(24)))).containsExactly(OTHER);
        assertThat(AgentSecret.of(SECRET).replacedBy(OTHER, false, now).counting(now))
                .containsExactly(OTHER);
        assertThat(changed.replacedBy(OTHER, true, now)).isEqualTo(changed);
        assertThat(changed.toString() + SECRET).doesNotContain("MfKQ9r8G");
    }

    private static boolean isRight(
            @Nullable String id,
            @Nullable String time,
            @Nullable String signature,
            String body,
            List<WebhookSecret> secrets) {
        Predicate<byte[]> wrong = any -> false;
        return StandardWebhook.check(
                        new StandardWebhook.Head(id, time, signature), secrets, Instant.ofEpochSecond(TIME))
                .orElse(wrong)
                .test(bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
