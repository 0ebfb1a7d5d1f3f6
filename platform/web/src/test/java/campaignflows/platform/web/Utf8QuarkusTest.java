package campaignflows.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.web.TestClient.Answer;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ErrorCode;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts in JSON are UTF-8, written in the one way that each character has. */
@QuarkusTest
class Utf8QuarkusTest extends RunningEdge {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "c0af", // a slash in two bytes
                "c1bf",
                "e080af", // in three
                "f08080af", // in four
                "eda080", // half of a surrogate pair
                "edbfbf",
                "f4908080", // beyond the last character
                "f5808080",
                "ff",
                "fe",
                "80",
                "c3",
                "e282",
                "c328",
                "e228a1"
            })
    void shouldRefuseOtherBytes(String hex) {
        assertProblem(post(bytes("{\"display_name\":\"" + "a", hex, "\"}")), ErrorCode.MALFORMED);
        assertProblem(post(bytes("{\"display_name\":\"a\"}", hex, "")), ErrorCode.MALFORMED);
    }

    @Test
    void shouldRefuseOtherEncodings() {
        assertProblem(post("{\"display_name\":\"ä\"}".getBytes(StandardCharsets.UTF_16)), ErrorCode.MALFORMED);
        assertProblem(post("{\"display_name\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1)), ErrorCode.MALFORMED);
    }

    @Test
    void shouldReadEveryLengthOfCharacter() {
        Answer answer = post("{\"display_name\":\"aä€😀\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("display_name")).isEqualTo("aä€😀");
    }

    private Answer post(byte[] body) {
        return client.send(HttpRequest.newBuilder(base.resolve(SAMPLES))
                .header("Authorization", bearer(Role.ADMIN))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    private static byte[] bytes(String before, String hex, String after) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(HexFormat.of().parseHex(hex));
        bytes.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
