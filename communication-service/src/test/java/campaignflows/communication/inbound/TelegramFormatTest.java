package campaignflows.communication.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** Updates as Telegram documents them. */
@NullMarked
class TelegramFormatTest {
    private static final String FROM =
            "\"from\":{\"last_name\":\"Test Lastname\",\"id\":1111111,\"is_bot\":false,\"first_name\":\"Test Firstname\",\"username\":\"Testusername\"}";
    private static final String CHAT = "\"chat\":{\"last_name\":\"Test Lastname\",\"type\":\"private\",\"id\":1111111}";

    @Test
    void shouldReadAMessage() {
        WebhookPayload delivery = read("""
                {"update_id":10000,"message":{"date":1441645532,%s,"message_id":1365,%s,"text":"/start"}}
                """.formatted(CHAT, FROM));

        assertThat(delivery)
                .isEqualTo(WebhookPayload.of(new InboundMessage(
                        "update:10000",
                        Map.of("telegram_id", "1111111", "telegram_username", "Testusername"),
                        "Test Firstname Test Lastname",
                        "/start",
                        Instant.parse("2015-09-07T17:05:32Z"))));
    }

    @Test
    void shouldReadAPressedButton() {
        WebhookPayload delivery = read("""
                {"update_id":10001,"callback_query":{"id":"4382bfdwdsb323b2d9","data":"Yes, please","inline_message_id":"1",
                 %s,"message":{"message_id":7,"date":1441645532,%s,"text":"Shall we?"}}}
                """.formatted(FROM, CHAT));

        assertThat(delivery.messages()).singleElement().satisfies(message -> {
            assertThat(message.text()).isEqualTo("Yes, please");
            assertThat(message.identifiers()).containsEntry("telegram_id", "1111111");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'\"photo\":[{\"file_id\":\"x\"}],\"caption\":\"see here\"',see here",
        "'\"photo\":[{\"file_id\":\"x\"}]',[photo]",
        "'\"video_note\":{}',[video note]",
        "'\"sticker\":{\"emoji\":\"x\"}',[sticker]",
        "'\"contact\":{\"phone_number\":\"1\"}',[contact]",
        "'\"from_the_future\":{}',[message]",
        "'\"text\":\"  \"',[message]"
    })
    void shouldSayOfWhatKindAMessageWithoutTextIs(String content, String text) {
        assertThat(read("{\"update_id\":1,\"message\":{\"date\":1,%s,%s,%s}}".formatted(CHAT, FROM, content))
                        .messages())
                .singleElement()
                .extracting(InboundMessage::text)
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"edited_message\":{\"text\":\"a\",\"from\":{\"id\":1},\"chat\":{\"type\":\"private\"}}",
                "\"channel_post\":{\"text\":\"a\",\"chat\":{\"type\":\"channel\"}}",
                "\"message\":{\"text\":\"a\",\"from\":{\"id\":1},\"chat\":{\"type\":\"supergroup\"}}",
                "\"message\":{\"text\":\"a\",\"from\":{\"id\":1,\"is_bot\":true},\"chat\":{\"type\":\"private\"}}",
                "\"message\":{\"text\":\"a\",\"chat\":{\"type\":\"private\"}}",
                "\"message\":{\"pinned_message\":{},\"from\":{\"id\":1},\"chat\":{\"type\":\"private\"}}",
                "\"message\":\"nonsense\"",
                "\"my_chat_member\":{\"new_chat_member\":{\"status\":\"kicked\"}}",
                "\"from_the_future\":[1]"
            })
    void shouldPassOverWhatNoContactSays(String update) {
        assertThat(read("{\"update_id\":1," + update + "}")).isEqualTo(WebhookPayload.ofNothing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"update_id\":\"1\"}",
                "{\"update_id\":1} x",
                "{\"update_id\":1,\"update_id\":2}"
            })
    void shouldRefuseWhatIsNoUpdate(String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.MALFORMED));
    }

    @Test
    void shouldMakeAnyTextStorableAndBoundIt() {
        String text = "a\\u0000b\\ud800c" + "x".repeat(20_000);
        WebhookPayload delivery =
                read("{\"update_id\":1,\"message\":{%s,%s,\"text\":\"%s\"}}".formatted(CHAT, FROM, text));

        String stored = delivery.messages().getFirst().text();
        assertThat(stored).startsWith("a\uFFFDb\uFFFDcxx").endsWith("x…").hasSize(10_000);
        String pairs = read("{\"update_id\":1,\"message\":{%s,%s,\"text\":\"x%s\"}}"
                        .formatted(CHAT, FROM, "\uD83D\uDE00".repeat(6_000)))
                .messages()
                .getFirst()
                .text();
        assertThat(pairs).endsWith("\uD83D\uDE00…");
    }

    private static WebhookPayload read(String body) {
        return TelegramFormat.INSTANCE.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
