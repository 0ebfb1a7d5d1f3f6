package campaignflows.communication.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.values.FieldType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Results are of the types that their agents say. */
class ResultTypeRepositoryTest {
    private static final Map<String, FieldType> TYPES = Map.of(
            "ok", FieldType.BOOLEAN,
            "score", FieldType.INTEGER,
            "amount", FieldType.NUMERIC,
            "said", FieldType.STRING,
            "broken", FieldType.INTEGER);

    @Test
    void shouldGiveResultsTheirTypes() {
        assertThat(ResultTypeRepository.typed(
                        Map.of(
                                "ok", "true", "score", "7", "amount", "10.00", "said", "true", "broken", "x", "new",
                                "true"),
                        TYPES))
                .isEqualTo(Map.of(
                        "ok", true, "score", 7L, "amount", "10.00", "said", "true", "broken", "x", "new", "true"));
    }

    @Test
    void shouldLeaveTextsOfAgentsThatAreGone() {
        assertThat(ResultTypeRepository.typed(Map.of("ok", "true"), null)).isEqualTo(Map.of("ok", "true"));
    }
}
