package campaignflows.campaign.superset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.campaign.stub.SupersetServer;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of Superset and what comes of its answers, against a server that keeps its contract. */
class SupersetClientTest {
    private static final RowFilter FILTER = new RowFilter(Ids.v7(), Ids.v7());

    private final SupersetServer superset = new SupersetServer();
    private volatile Instant now = Instant.parse("2026-06-30T10:00:00Z");
    private final SupersetClient client = client(Map.of());

    @AfterEach
    void close() {
        client.close();
        superset.close();
    }

    private SupersetClient client(Map<String, String> changed) {
        Map<String, String> values = new HashMap<>(Map.of(
                "url",
                superset.url(),
                "username",
                SupersetServer.USER,
                "password",
                SupersetServer.PASSWORD,
                "dashboard-id",
                SupersetServer.DASHBOARD.toString(),
                "timeout",
                "20s"));
        values.putAll(changed);
        values.values().removeIf(String::isEmpty);
        return configured(values);
    }

    private SupersetClient configured(Map<String, String> values) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(SupersetConfig.class);
        values.forEach((key, value) -> builder.withDefaultValue("campaignflows.campaign.superset." + key, value));
        return new SupersetClient(builder.build().getConfigMapping(SupersetConfig.class), new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        });
    }

    private void assertRefused(SupersetClient asked, ErrorCode code, String words) {
        assertThatThrownBy(() -> asked.access(FILTER)).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.detail()).contains(words).doesNotContain(superset.url());
        });
    }

    @Test
    void shouldAskForTheRowsOfOneCampaignOfOneTenant() {
        GuestAccess access = client.access(FILTER);

        assertThat(access.token()).isEqualTo("guest.1.signed");
        assertThat(access.url()).hasToString(superset.url());
        assertThat(access.dashboardId()).isEqualTo(SupersetServer.DASHBOARD);
        assertThat(superset.granted())
                .singleElement()
                .hasToString(
                        "{\"user\":{\"username\":\"tenant-%1$s\",\"first_name\":\"Campaign\",\"last_name\":\"Flows\"},\"resources\":[{\"type\":\"dashboard\",\"id\":\"%3$s\"}],\"rls\":[{\"clause\":\"tenant_id = '%1$s' AND campaign_id = '%2$s'\"}]}"
                                .formatted(FILTER.tenantId(), FILTER.campaignId(), SupersetServer.DASHBOARD));
        assertThat(access.toString()).doesNotContain("guest.1.signed");
    }

    @Test
    void shouldNeverAskWithoutARule() {
        var user = new GuestTokenRequest.User("tenant", "Campaign", "Flows");
        var dashboard = List.of(
                new GuestTokenRequest.Resource("dashboard", UUID.randomUUID().toString()));
        assertThatThrownBy(() -> new GuestTokenRequest(user, dashboard, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GuestTokenRequest(user, dashboard, List.of(new GuestTokenRequest.Rule(" "))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKeepItsSessionAndBeginItAnewWhenItHasExpired() {
        client.access(FILTER);
        client.access(FILTER);
        assertThat(superset.signIns()).isEqualTo(1);

        superset.forgetsSessions();
        assertThat(client.access(FILTER).token()).isEqualTo("guest.3.signed");
        assertThat(superset.signIns()).isEqualTo(2);
    }

    @Test
    void shouldSignInOnceForAllWhoComeTogether() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<GuestAccess>> all = Collections.nCopies(20, () -> client.access(FILTER));
            for (Future<GuestAccess> one : threads.invokeAll(all)) {
                assertThat(one.get().token()).startsWith("guest.");
            }
        }
        assertThat(superset.signIns()).isEqualTo(1);
    }

    @Test
    void shouldNotRepeatARefusedSignInForHalfAMinute() {
        superset.hasPassword("another");
        assertRefused(client, ErrorCode.UNAVAILABLE, "username and password");
        now = now.plusSeconds(29);
        assertRefused(client, ErrorCode.UNAVAILABLE, "username and password");
        assertThat(superset.signIns()).isEqualTo(1);

        superset.hasPassword(SupersetServer.PASSWORD);
        now = now.plusSeconds(1);
        assertThat(client.access(FILTER).token()).isEqualTo("guest.1.signed");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422})
    void shouldSayThatSupersetRefuses(int status) {
        client.access(FILTER);
        superset.refusesGuests(status);
        assertRefused(client, ErrorCode.UNAVAILABLE, "(status " + status + ")");
        // Once as it may have expired; with a new session the refusal is meant.
        assertThat(superset.signIns()).isEqualTo(2);
        superset.refusesGuests(200);
        assertThat(client.access(FILTER).token()).isEqualTo("guest.2.signed");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void shouldSayThatSupersetDoesNotRespond(int status) {
        superset.refusesGuests(status);
        assertRefused(client, ErrorCode.UNAVAILABLE, "does not respond");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "<html></html>", "[1]", "{\"token\":\"\"}"})
    void shouldNotTakeAnotherAnswerForAToken(String body) {
        superset.answersGuests(body);
        assertRefused(client, ErrorCode.UNAVAILABLE, "does not respond");
    }

    @Test
    void shouldReadABoundedAnswer() {
        superset.answersGuests("{\"token\":\"" + "x".repeat(300_000) + "\"}");
        assertRefused(client, ErrorCode.UNAVAILABLE, "does not respond");
    }

    @Test
    void shouldWaitNoLongerThanConfigured() {
        SupersetClient impatient = client(Map.of("timeout", "300ms"));
        superset.isSlow(Duration.ofSeconds(10));
        long since = System.nanoTime();
        assertRefused(impatient, ErrorCode.UNAVAILABLE, "does not respond");
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(8));
        impatient.close();
    }

    @Test
    void shouldHealWhenSupersetComesBack() {
        superset.goesDown();
        assertRefused(client, ErrorCode.UNAVAILABLE, "does not respond");
        superset.works();
        assertThat(client.access(FILTER).token()).isEqualTo("guest.1.signed");
    }

    @Test
    void shouldSayThatThereIsNoSuperset() {
        SupersetClient none = configured(Map.of());
        assertThat(none.isConfigured()).isFalse();
        assertRefused(none, ErrorCode.NOT_FOUND, "No Superset is set up");
        none.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"username", "password", "dashboard-id"})
    void shouldNotStartWithHalfASetting(String missing) {
        assertThatThrownBy(() -> client(Map.of(missing, "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("campaignflows.campaign.superset." + missing)
                .hasMessageNotContaining(SupersetServer.PASSWORD);
    }

    @Test
    void shouldNotStartWithWhatCannotBeUsed() {
        for (Map<String, String> wrong : List.of(
                Map.of("url", "superset:8088"),
                Map.of("url", "ftp://superset"),
                Map.of("public-url", "https://user:secret@superset"),
                Map.of("dashboard-id", "12"),
                Map.of("timeout", "31s"),
                Map.of("timeout", "0s"))) {
            assertThatThrownBy(() -> client(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("campaignflows.campaign.superset.")
                    .hasMessageNotContaining("secret");
        }
    }
}
