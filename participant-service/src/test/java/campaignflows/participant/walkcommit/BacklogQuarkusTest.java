package campaignflows.participant.walkcommit;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.platform.testkit.Await;
import org.junit.jupiter.api.Test;

@RunningService
class BacklogQuarkusTest extends WalkFixture {
    private long backlog() {
        ServiceUnderTest.Response answer = service.internal("GET", "/internal/v1/walks/backlog", null);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().get("events").asLong();
    }

    @Test
    void shouldCountEventsFromTheirTransactionUntilTheyAreWalked() {
        long before = backlog();
        service.imported(ServiceUnderTest.batch(
                campaign, "email", "x1@example.org", "x2@example.org", "x3@example.org", "x4@example.org"));
        assertThat(backlog()).isGreaterThanOrEqualTo(before + 4);

        Await.until(
                "the events are on the topic", () -> log.events(campaign.id()).size() == 4);
        assertThat(backlog()).isGreaterThanOrEqualTo(before + 4);

        for (partition = 0; partition < 48; partition++) {
            assertThat(commit(0, 1_000_000).status()).isEqualTo(204);
        }
        Await.until("nothing waits", () -> backlog() == 0);
    }
}
