package campaignflows.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.web.TestClient.Answer;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EntityTagQuarkusTest extends RunningEdge {
    @Test
    void shouldAnswerNotModifiedToWhoHasTheAnswer() {
        Answer first = as(Role.VIEWER, SAMPLES + "/page");
        String tag = first.header("ETag");

        assertThat(first.status()).isEqualTo(200);
        assertThat(tag).matches("W/\"[A-Za-z0-9_-]{22}\"");
        assertThat(first.json().path("items").get(0).asText()).isEqualTo("a");
        assertThat(first.contentType()).startsWith("application/json");
        for (String header : new String[] {tag, tag.substring(2), "\"other\", " + tag, "*"}) {
            Answer again = tagged("/page", header);
            assertThat(again.status()).as(header).isEqualTo(304);
            assertThat(again.header("ETag")).isEqualTo(tag);
            assertThat(again.text()).isEmpty();
        }
        assertThat(tagged("/page", "\"other\"").status()).isEqualTo(200);
        assertThat(as(Role.VIEWER, SAMPLES + "/who").header("ETag"))
                .isNotEmpty()
                .isNotEqualTo(tag);
    }

    @Test
    void shouldTagWhatAResourceHasBuiltItself() {
        Answer revised = as(Role.VIEWER, SAMPLES + "/revised");
        assertThat(revised.header("ETag")).isEqualTo("\"7\"");
        assertThat(tagged("/revised", "\"7\"").status()).isEqualTo(304);
        assertThat(tagged("/revised", "\"6\"").text("count")).isEqualTo("7");

        Answer built = as(Role.VIEWER, SAMPLES + "/built");
        assertThat(built.contentType()).startsWith("application/json");
        assertThat(built.text("count")).isEqualTo("7");
        assertThat(tagged("/built", built.header("ETag")).status()).isEqualTo(304);
    }

    @Test
    void shouldTagDocumentsOfJsonAndYamlThatAreBytes() {
        for (String type : new String[] {"application/json", "application/yaml"}) {
            Answer first = as(Role.VIEWER, SAMPLES + "/bytes?type=" + type);
            assertThat(first.text()).isEqualTo("{}");
            assertThat(first.contentType()).startsWith(type);
            assertThat(tagged("/bytes?type=" + type, first.header("ETag")).status())
                    .isEqualTo(304);
        }
        assertThat(as(Role.VIEWER, SAMPLES + "/bytes?type=text/csv").header("ETag"))
                .isEmpty();
    }

    @Test
    void shouldGiveAHeadTheTagOfItsGet() {
        for (String path : new String[] {"/page", "/revised", "/built"}) {
            String tag = as(Role.VIEWER, SAMPLES + path).header("ETag");
            Answer head = client.send("HEAD", SAMPLES + path, null, "Authorization", bearer(Role.VIEWER));

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("ETag")).isNotEmpty().isEqualTo(tag);
            assertThat(head.text()).isEmpty();
            assertThat(client.send(
                                    "HEAD",
                                    SAMPLES + path,
                                    null,
                                    "Authorization",
                                    bearer(Role.VIEWER),
                                    "If-None-Match",
                                    tag)
                            .status())
                    .isEqualTo(304);
        }
    }

    @Test
    void shouldNotTagFaultsAndOtherAnswers() {
        assertThat(tagged("/page?limit=x", "*").status()).isEqualTo(400);
        assertThat(as(Role.VIEWER, SAMPLES + "/page?limit=x").header("ETag")).isEmpty();
        assertThat(post("{\"display_name\":\"x\"}").header("ETag")).isEmpty();
    }

    private Answer tagged(String path, String tags) {
        return client.get(SAMPLES + path, "Authorization", bearer(Role.VIEWER), "If-None-Match", tags);
    }
}
