package campaignflows.communication.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own form, for email, voice and web chat. */
@NullMarked
class SignedFormatTest {

    @Test
    void shouldReadAMessage() {
        assertThat(read(ChannelType.EMAIL, """
                {"id":"m-1","at":"2026-06-30T10:00:00Z","text":" Hello ","contact":{"email":"Ann@Example.org ","name":"Ann"}}
                """))
                .isEqualTo(WebhookPayload.of(new InboundMessage(
                        "m-1",
                        Map.of("email", "Ann@Example.org"),
                        "Ann",
                        "Hello",
                        Instant.parse("2026-06-30T10:00:00Z"))));
    }

    @ParameterizedTest
    @CsvSource({
        "VOICE,phone,+44 20 7946 0000,+442079460000,[call]",
        "VOICE,phone,tel:+44-20-7946-0000,+442079460000,[call]",
        "VOICE,phone,0151/234 565-28,015123456528,[call]",
        "VOICE,phone,4915123456528,4915123456528,[call]",
        "WEB,web_id,visitor-7,visitor-7,[message]"
    })
    void shouldTakeTheAddressOfTheChannelInOneForm(
            ChannelType type, String property, String address, String form, String text) {
        InboundMessage message = read(type, "{\"id\":\"1\",\"contact\":{\"%s\":\"%s\"}}".formatted(property, address))
                .messages()
                .getFirst();

        assertThat(message.identifiers()).isEqualTo(Map.of(property, form));
        assertThat(message.text()).isEqualTo(text);
        assertThat(message.saidAt()).isNull();
        assertThat(message.name()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"contact\":{\"phone\":\"+442079460000\"}}",
                "{\"id\":\" \",\"contact\":{\"phone\":\"+442079460000\"}}",
                "{\"id\":\"1\"}",
                "{\"id\":\"1\",\"contact\":{}}",
                "{\"id\":\"1\",\"contact\":{\"phone\":\"12\"}}",
                "{\"id\":\"1\",\"contact\":{\"email\":\"a@example.org\"}}"
            })
    void shouldSayWhatIsMissing(String body) {
        assertRefused(body, ErrorCode.INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"id\":1,\"contact\":{\"phone\":\"+442079460000\"}}",
                "{\"id\":\"1\",\"contact\":{\"phone\":\"+442079460000\"},\"extra\":1}",
                "{\"id\":\"1\",\"at\":\"yesterday\",\"contact\":{\"phone\":\"+442079460000\"}}",
                "{\"id\":\"a\\u0000\",\"contact\":{\"phone\":\"+442079460000\"}}"
            })
    void shouldRefuseOtherForms(String body) {
        assertRefused(body, ErrorCode.MALFORMED);
    }

    @Test
    void shouldBoundTheTextAndTheId() {
        assertRefused(
                "{\"id\":\"1\",\"contact\":{\"phone\":\"+442079460000\"},\"text\":\"%s\"}"
                        .formatted("x".repeat(10_001)),
                ErrorCode.INVALID);
        assertRefused(
                "{\"id\":\"%s\",\"contact\":{\"phone\":\"+442079460000\"}}".formatted("x".repeat(201)),
                ErrorCode.INVALID);
    }

    private static void assertRefused(String body, ErrorCode code) {
        assertThatThrownBy(() -> read(ChannelType.VOICE, body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private static WebhookPayload read(ChannelType type, String body) {
        return WebhookFormat.of(type).read(body.getBytes(StandardCharsets.UTF_8));
    }
}
