package campaignflows.gateway.client;

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
            requests.enter("a");
        }
        assertRefused(() -> requests.enter("a"), ErrorCode.TOO_MANY_REQUESTS);
        OpenRequests.Room other = requests.enter("b");
        requests.enter("c");
        assertRefused(() -> requests.enter("d"), ErrorCode.UNAVAILABLE);
        other.giveBack();
        other.giveBack();
        assertThat(requests.count()).isEqualTo(4);
        requests.enter("d");
    }

    @Test
    void shouldCountTenantsAndWebhooksToo() {
        OpenRequests.Room first = requests.enter("a");
        first.ofTenant("t");
        requests.enter("b").ofTenant("t");
        OpenRequests.Room third = requests.enter("c");
        assertRefused(() -> third.ofTenant("t"), ErrorCode.TOO_MANY_REQUESTS);
        third.toWebhook("/w");
        assertRefused(() -> requests.enter("d").toWebhook("/w"), ErrorCode.TOO_MANY_REQUESTS);
        first.giveBack();
        third.ofTenant("t");
        third.giveBack();
        requests.enter("e").toWebhook("/w");
    }

    @Test
    void shouldLeaveHalfOfTheRoomToThoseWhoHaveACredential() {
        OpenRequests wide = new OpenRequests(100, 20, 100, 100);
        for (int i = 0; i < 50; i++) {
            wide.enter("place " + i / 20).ofStranger();
        }
        assertRefused(() -> wide.enter("other").ofStranger(), ErrorCode.UNAVAILABLE);
        wide.enter("another").ofTenant("t");
    }

    @Test
    void shouldKeepStrangersWithMuchToAFractionOfTheConnections() {
        OpenRequests wide = new OpenRequests(1_000, 1_000, 1_000, 1_000);
        for (int place = 0; place < 4; place++) {
            for (int i = 0; i < 8; i++) {
                wide.enter("place " + place).large();
            }
        }
        assertRefused(() -> wide.enter("place 0").large(), ErrorCode.TOO_MANY_REQUESTS);
        OpenRequests.Room other = wide.enter("other");
        assertRefused(other::large, ErrorCode.UNAVAILABLE);
    }

    @Test
    void shouldForgetWhatHasEnded() {
        OpenRequests.Room room = requests.enter("a");
        room.toWebhook("/w");
        room.giveBack();
        room.ofTenant("late");
        assertThat(requests.count()).isZero();
    }

    private static void assertRefused(ThrowingCallable entering, ErrorCode code) {
        assertThatThrownBy(entering)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
