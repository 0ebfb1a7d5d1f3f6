package campaignflows.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OpenRequestsTest {
    private final OpenRequests requests = new OpenRequests(5, 3, 2, 1);

    @Test
    void shouldLeaveRoomForOtherPlaces() {
        for (int i = 0; i < 3; i++) {
            requests.acquire("a");
        }
        assertRefused(() -> requests.acquire("a"), ErrorCode.TOO_MANY_REQUESTS);
        OpenRequests.Slot other = requests.acquire("b");
        requests.acquire("c");
        assertRefused(() -> requests.acquire("d"), ErrorCode.UNAVAILABLE);
        other.release();
        other.release();
        assertThat(requests.count()).isEqualTo(4);
        requests.acquire("d");
    }

    @Test
    void shouldCountTenantsAndWebhooksToo() {
        OpenRequests.Slot first = requests.acquire("a");
        first.ofTenant("t");
        requests.acquire("b").ofTenant("t");
        OpenRequests.Slot third = requests.acquire("c");
        assertRefused(() -> third.ofTenant("t"), ErrorCode.TOO_MANY_REQUESTS);
        third.toWebhook("/w");
        assertRefused(() -> requests.acquire("d").toWebhook("/w"), ErrorCode.TOO_MANY_REQUESTS);
        first.release();
        third.ofTenant("t");
        third.release();
        requests.acquire("e").toWebhook("/w");
    }

    @Test
    void shouldLeaveHalfOfTheRoomToThoseWhoHaveACredential() {
        OpenRequests wide = new OpenRequests(100, 20, 100, 100);
        for (int i = 0; i < 50; i++) {
            wide.acquire("place " + i / 20).ofStranger();
        }
        assertRefused(() -> wide.acquire("other").ofStranger(), ErrorCode.UNAVAILABLE);
        wide.acquire("another").ofTenant("t");
    }

    @Test
    void shouldKeepStrangersWithMuchToAFractionOfTheConnections() {
        OpenRequests wide = new OpenRequests(1_000, 1_000, 1_000, 1_000);
        for (int source = 0; source < 4; source++) {
            for (int i = 0; i < 8; i++) {
                wide.acquire("source " + source).large();
            }
        }
        assertRefused(() -> wide.acquire("source 0").large(), ErrorCode.TOO_MANY_REQUESTS);
        OpenRequests.Slot other = wide.acquire("other");
        assertRefused(other::large, ErrorCode.UNAVAILABLE);
    }

    @Test
    void shouldForgetWhatHasEnded() {
        OpenRequests.Slot slot = requests.acquire("a");
        slot.toWebhook("/w");
        slot.release();
        slot.ofTenant("late");
        assertThat(requests.count()).isZero();
    }

    private static void assertRefused(ThrowingCallable entering, ErrorCode code) {
        assertThatThrownBy(entering)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
