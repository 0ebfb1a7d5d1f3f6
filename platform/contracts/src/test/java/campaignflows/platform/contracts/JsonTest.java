package campaignflows.platform.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

class JsonTest {
    private record Thing(String name) {}

    @Test
    void whatPeopleSendIsTakenAtItsWord() {
        assertThatThrownBy(() -> Json.strictMapper().readValue("{\"name\": \"a\", \"nmae\": \"b\"}", Thing.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("nmae");
        assertThatThrownBy(() -> Json.strictMapper().readValue("{\"name\": \"a\", \"name\": \"b\"}", Thing.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("Duplicate");
    }

    @Test
    void aNewerServiceMaySayMore() throws JsonProcessingException {
        assertThat(Json.mapper().readValue("{\"name\": \"a\", \"since\": 5}", Thing.class))
                .isEqualTo(new Thing("a"));
    }
}
