package campaignflows.platform.web.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
    private enum Status {
        NOT_ACTIVE,
        ACTIVE
    }

    private static void assertCode(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldContinueWhereACursorWasMade() {
        UUID id = UUID.fromString("018f0000-0000-7000-8000-000000000001");
        Instant at = Instant.parse("2026-06-30T10:00:00.123456Z");
        String text = Cursor.encode("people:-created_at", at, id, 42L, "Zoë \"Q\"", null);

        Cursor cursor = Cursor.decode(text, "people:-created_at", 5).orElseThrow();

        assertThat(text).matches("[A-Za-z0-9_-]+");
        assertThat(cursor.instant(0)).isEqualTo(at);
        assertThat(cursor.uuid(1)).isEqualTo(id);
        assertThat(cursor.number(2)).isEqualTo(42L);
        assertThat(cursor.text(3)).isEqualTo("Zoë \"Q\"");
        assertThat(cursor.text(4)).isNull();
        assertThat(cursor.uuid(4)).isNull();
    }

    @Test
    void shouldTakeNoCursorAsTheFirstPage() {
        assertThat(Cursor.decode(null, "people", 1)).isEmpty();
        assertThat(Cursor.decode("", "people", 1)).isEmpty();
    }

    @Test
    void shouldRefuseCursorsThatWereNotMadeHere() {
        String good = Cursor.encode("people", "a");
        for (String bad : List.of(
                "%%%",
                "x",
                "ü",
                good.substring(1),
                good.substring(0, good.length() - 3),
                base64("{}"),
                base64("null"),
                base64("[\"people\"]"),
                base64("[\"people\",{}]"),
                base64("[null,\"a\"]"),
                Cursor.encode("others", "a"),
                Cursor.encode("people", "a\u0000"),
                Cursor.encode("people", "a", "b"),
                "A".repeat(5_000),
                base64("[".repeat(2_900)))) {
            assertCode(ErrorCode.MALFORMED, () -> Cursor.decode(bad, "people", 1));
        }
    }

    @Test
    void shouldRefuseForgedKeysWhenTheyAreRead() {
        Cursor forged = Cursor.decode(Cursor.encode("people", "x"), "people", 1).orElseThrow();

        assertCode(ErrorCode.MALFORMED, () -> forged.uuid(0));
        assertCode(ErrorCode.MALFORMED, () -> forged.instant(0));
        assertCode(ErrorCode.MALFORMED, () -> forged.number(0));
    }

    @Test
    void shouldReadLimits() {
        assertThat(Limit.parse(null)).isEqualTo(50);
        assertThat(Limit.parse("1")).isEqualTo(1);
        assertThat(Limit.parse("500")).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "501", "-1", "1.5", "x", " 5", "٣", "99999999999999999999"})
    void shouldRefuseOtherLimits(String text) {
        assertCode(ErrorCode.MALFORMED, () -> Limit.parse(text));
    }

    @Test
    void shouldMakeAPageOfRowsThatAreOneMore() {
        assertThat(Page.ofOneMore(List.of(1, 2, 3), 2, last -> "after " + last))
                .isEqualTo(new Page<>(List.of(1, 2), "after 2", null, null));
        assertThat(Page.ofOneMore(List.of(1, 2), 2, last -> "after " + last).withTotalAtLeast(10_000))
                .isEqualTo(new Page<>(List.of(1, 2), null, 10_000L, true));
        assertThat(Page.of(List.of(1), "c").withTotal(7).map(i -> "n" + i))
                .isEqualTo(new Page<>(List.of("n1"), "c", 7L, null));
    }

    @Test
    void shouldReadTheRevisionOfIfMatch() {
        assertThat(IfMatch.revision(IfMatch.etag(7))).isEqualTo(7);
        assertThat(IfMatch.revision(" \"12\" ")).isEqualTo(12);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void shouldRequireIfMatch(@Nullable String header) {
        assertCode(ErrorCode.PRECONDITION_REQUIRED, () -> IfMatch.revision(header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "*", "W/\"7\"", "\"7\", \"8\"", "\"x\"", "\"-1\"", "\"99999999999999999999\""})
    void shouldRefuseOtherFormsOfIfMatch(String header) {
        assertCode(ErrorCode.MALFORMED, () -> IfMatch.revision(header));
    }

    @Test
    void shouldReadQueryParameters() {
        assertThat(QueryParameters.text("q", " a ")).contains("a");
        assertThat(QueryParameters.text("q", " ")).isEmpty();
        assertThat(QueryParameters.bool("b", "true")).contains(true);
        assertThat(QueryParameters.instant("t", "2026-06-30T12:00:00+02:00"))
                .contains(Instant.parse("2026-06-30T10:00:00Z"));
        assertThat(QueryParameters.oneOf("s", "not_active", Status.class)).contains(Status.NOT_ACTIVE);
        assertThat(QueryParameters.uuid("u", null)).isEmpty();
    }

    @Test
    void shouldRefuseOtherQueryParameters() {
        assertCode(ErrorCode.MALFORMED, () -> QueryParameters.text("q", "a\0"));
        assertCode(ErrorCode.MALFORMED, () -> QueryParameters.text("q", "a".repeat(201)));
        assertCode(ErrorCode.MALFORMED, () -> QueryParameters.bool("b", "yes"));
        assertCode(ErrorCode.MALFORMED, () -> QueryParameters.instant("t", "2026-06-30"));
        assertCode(ErrorCode.MALFORMED, () -> QueryParameters.instant("t", "2026-06-30T12:00:00"));
        assertCode(ErrorCode.MALFORMED, () -> QueryParameters.oneOf("s", "NOT_ACTIVE", Status.class));
        assertCode(ErrorCode.MALFORMED, () -> QueryParameters.uuid("u", "1"));
    }
}
