package campaignflows.e2e.alert;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.system.LocalSystem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ShortenedRulesTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @Test
    void shouldDivideTimesAndWhatIncreasesAreComparedWith() throws IOException {
        String rules = """
                groups:
                  - name: all
                    rules:
                      - alert: One
                        expr: |
                          sum by (a) (increase(failures_total[3m])) > 3 or (b unless last_over_time(b[1d] offset 1h)) > 0
                        for: 10m
                      - alert: Two
                        expr: sum(lag) > 100000 and sum(delta(lag[15m])) > 0
                """;

        JsonNode shortened = YAML.readTree(ShortenedRules.of(rules, 20)).at("/groups/0/rules");

        assertThat(shortened.at("/0/expr").asText().strip())
                .isEqualTo("sum by (a) (increase(failures_total[9000ms])) > 0.15 or"
                        + " (b unless last_over_time(b[4320000ms] offset 180000ms)) > 0");
        assertThat(shortened.at("/0/for").asText()).isEqualTo("30000ms");
        assertThat(shortened.at("/1/expr").asText()).isEqualTo("sum(lag) > 100000 and sum(delta(lag[45000ms])) > 0");
        assertThat(shortened.at("/1").has("for")).isFalse();
    }

    @Test
    void shouldLeaveEverythingElseOfTheRulesAsItIs() throws IOException {
        String rules = Files.readString(LocalSystem.repository().resolve("deploy/kubernetes/chart/files/alerts.yaml"));

        JsonNode same = YAML.readTree(ShortenedRules.of(rules, 1)).at("/groups/0/rules");
        JsonNode shortened =
                YAML.readTree(ShortenedRules.of(rules, DrillSystem.FACTOR)).at("/groups/0/rules");

        assertThat(same).hasSize(9);
        for (int i = 0; i < same.size(); i++) {
            assertThat(shortened.get(i).path("annotations"))
                    .isEqualTo(same.get(i).path("annotations"));
            assertThat(shortened.get(i).path("labels")).isEqualTo(same.get(i).path("labels"));
            assertThat(shortened.get(i).path("expr").asText().replaceAll("\\d+ms|> [0-9.]+", "N"))
                    .isEqualTo(same.get(i).path("expr").asText().replaceAll("\\d+ms|> [0-9.]+", "N"));
        }
    }
}
