package campaignflows.gateway.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimPathTest {
    private final JsonNode claims;

    ClaimPathTest() throws JsonProcessingException {
        claims = new ObjectMapper().readTree("""
                {
                  "groups": "admins  viewers",
                  "realm_access": {"roles": ["one role", 7, "another"]},
                  "https://flows.example/tenant": {"id": "t1"}
                }
                """);
    }

    @Test
    void shouldFindWhatIsNested() {
        assertThat(ClaimPath.parse("realm_access/roles").valuesIn(claims)).containsExactly("one role", "another");
        assertThat(ClaimPath.parse("\"https://flows.example/tenant\"/id").valuesIn(claims))
                .containsExactly("t1");
    }

    @Test
    void shouldTakeATextApartOnlyWhereItHoldsSeveral() {
        assertThat(ClaimPath.parse("groups").wordsIn(claims)).containsExactly("admins", "viewers");
        assertThat(ClaimPath.parse("groups").valuesIn(claims)).containsExactly("admins  viewers");
        assertThat(ClaimPath.parse("realm_access/roles").wordsIn(claims)).containsExactly("one role", "another");
    }

    @Test
    void shouldFindNothingWhereNothingIs() {
        assertThat(List.of("absent", "groups/roles", "realm_access"))
                .allMatch(path -> ClaimPath.parse(path).valuesIn(claims).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/roles", "roles/", "a//b", "\"a", "a\"b\"", "\"a\"b"})
    void shouldRefuseWhatIsNoPath(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClaimPath.parse(text))
                .withMessageContaining("Expected the path of a claim");
    }
}
