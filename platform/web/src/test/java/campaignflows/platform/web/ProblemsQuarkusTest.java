package campaignflows.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.web.TestClient.Answer;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ErrorCode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProblemsQuarkusTest extends RunningEdge {
    @Test
    void shouldAnswerUnknownPathsMethodsAndTypes() {
        String token = bearer(Role.ADMIN);

        assertProblem(client.get("/nothing/here"), ErrorCode.NOT_FOUND);
        assertProblem(client.get("/api/v1/nothing", "Authorization", token), ErrorCode.NOT_FOUND);
        assertProblem(client.get(SAMPLES + "/by-id/xyz", "Authorization", token), ErrorCode.NOT_FOUND);
        assertProblem(client.send("DELETE", SAMPLES, null, "Authorization", token), ErrorCode.METHOD_NOT_ALLOWED);
        assertProblem(
                client.send("POST", SAMPLES, "a,b", "Authorization", token, "Content-Type", "text/csv"),
                ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertProblem(
                client.get(SAMPLES + "/who", "Authorization", token, "Accept", "text/csv"), ErrorCode.NOT_ACCEPTABLE);
    }

    @Test
    void shouldCarryErrorsAndFindings() {
        Answer answer = as(Role.ADMIN, SAMPLES + "/fail/invalid");

        assertProblem(answer, ErrorCode.INVALID);
        assertThat(answer.text("errors")).isEmpty();
        assertThat(answer.json().path("errors").toString())
                .isEqualTo(
                        "[{\"field\":\"name\",\"message\":\"Too long\"},{\"index\":3,\"message\":\"No identifier\"}]");
        assertThat(answer.json().path("findings").toString()).isEqualTo("[{\"count\":7,\"id\":null}]");
    }

    @Test
    void shouldSayWhenToTryAgain() {
        Answer busy = as(Role.ADMIN, SAMPLES + "/fail/busy");
        Answer pool = as(Role.ADMIN, SAMPLES + "/fail/pool");

        assertProblem(busy, ErrorCode.TOO_MANY_REQUESTS);
        assertThat(busy.header("Retry-After")).isEqualTo("7");
        assertProblem(pool, ErrorCode.UNAVAILABLE);
        assertThat(pool.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void shouldTellNothingOfWhatIsUnexpectedButAReference() {
        for (String how : new String[] {"sql", "other"}) {
            Answer answer = as(Role.ADMIN, SAMPLES + "/fail/" + how);

            assertProblem(answer, ErrorCode.UNEXPECTED);
            assertThat(answer.text()).doesNotContain("secret");
            assertThat(answer.text("detail")).containsPattern("reference [0-9a-f-]{36} ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool", "away", "stopped", "rejected"})
    void shouldSayThatThereIsNoRoomNow(String how) {
        Answer full = as(Role.ADMIN, SAMPLES + "/fail/" + how);

        assertProblem(full, ErrorCode.UNAVAILABLE);
        assertThat(full.header("Retry-After")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stack", "memory", "linkage"})
    void shouldAnswerErrorsOfTheMachineWithADocument(String how) {
        Answer answer = as(Role.ADMIN, SAMPLES + "/fail/" + how);

        assertProblem(answer, ErrorCode.UNEXPECTED);
        assertThat(answer.text()).doesNotContain("secret");
        assertThat(answer.text("detail")).containsPattern("reference [0-9a-f-]{36} ");
    }

    @Test
    void shouldKnowHeadAndOptions() {
        String token = bearer(Role.ADMIN);

        assertThat(client.send("HEAD", SAMPLES + "/who", null, "Authorization", token)
                        .status())
                .isEqualTo(200);
        assertThat(client.send("HEAD", "/nothing", null, "Authorization", token).status())
                .isEqualTo(404);
        assertThat(client.send("OPTIONS", SAMPLES, null, "Authorization", token).header("Allow"))
                .contains("POST");
    }

    @Test
    void shouldBlameTextThatCannotBeStoredOnTheRequest() {
        assertProblem(as(Role.ADMIN, SAMPLES + "/fail/nul"), ErrorCode.MALFORMED);
    }

    @Test
    void shouldRefuseABodyThatAnnouncesTooMuch() {
        Answer answer = post("{\"display_name\":\"" + "y".repeat(21 * 1024 * 1024) + "\"}");

        assertProblem(answer, ErrorCode.TOO_LARGE);
        assertThat(answer.text("detail")).isEqualTo("The body may have at most 20971520 bytes: send less at once");
    }
}
