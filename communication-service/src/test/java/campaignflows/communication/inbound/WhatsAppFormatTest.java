package campaignflows.communication.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.web.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Notifications as Meta documents them. */
@NullMarked
class WhatsAppFormatTest {
    private static final String VALUE = """
            {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{
              "messaging_product":"whatsapp",
              "metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},
              %s},"field":"messages"}]}]}
            """;
    private static final String CONTACTS =
            "\"contacts\":[{\"profile\":{\"name\":\"Sheena Nelson\"},\"wa_id\":\"16505551234\"}],";

    @Test
    void shouldReadAText() {
        assertThat(read(CONTACTS + """
                "messages":[{"from":"16505551234","id":"wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=",
                  "timestamp":"1749416383","type":"text","text":{"body":"Does it come in another color?"}}]
                """))
                .isEqualTo(WebhookPayload.of(new InboundMessage(
                        "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=",
                        Map.of("whatsapp_id", "+16505551234", "phone", "+16505551234"),
                        "Sheena Nelson",
                        "Does it come in another color?",
                        Instant.parse("2025-06-08T20:59:43Z"),
                        "106540352242922")));
    }

    @ParameterizedTest
    @CsvSource({
        "button,'{\"payload\":\"P\",\"text\":\"No thanks\"}',No thanks",
        "interactive,'{\"type\":\"button_reply\",\"button_reply\":{\"id\":\"1\",\"title\":\"Yes\"}}',Yes",
        "interactive,'{\"type\":\"list_reply\",\"list_reply\":{\"id\":\"1\",\"title\":\"Express\",\"description\":\"d\"}}',Express",
        "interactive,'{\"type\":\"nfm_reply\",\"nfm_reply\":{}}',[answer]",
        "image,'{\"id\":\"1\",\"caption\":\"Look\"}',Look",
        "audio,'{\"id\":\"1\",\"voice\":true}',[audio]",
        "location,'{\"latitude\":1.5}',[location]",
        "contacts,'[{}]',[contact]",
        "unsupported,'{}',[message]"
    })
    void shouldReadEveryKindOfMessage(String type, String content, String text) {
        assertThat(read(message("wamid.1", type, content)).messages())
                .singleElement()
                .extracting(InboundMessage::text)
                .isEqualTo(text);
    }

    @Test
    void shouldReadAllOfABatchAndCountWhatItPassesOver() {
        String one = "{\"from\":\"16505551234\",\"id\":\"wamid.%d\",\"type\":\"text\",\"text\":{\"body\":\"%d\"}}";
        String reaction =
                "{\"from\":\"16505551234\",\"id\":\"wamid.9\",\"type\":\"reaction\",\"reaction\":{\"emoji\":\"x\"}}";
        String nobody = "{\"from\":\"me\",\"id\":\"wamid.8\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}";

        WebhookPayload delivery = read(
                "\"messages\":[%s,%s,%s,%s]".formatted(one.formatted(1, 1), reaction, nobody, one.formatted(2, 2)));

        assertThat(delivery.messages()).extracting(InboundMessage::text).containsExactly("1", "2");
        assertThat(delivery.messages()).extracting(InboundMessage::name).containsOnlyNulls();
        assertThat(delivery.ignored()).isEqualTo(2);
    }

    @Test
    void shouldReadReceiptsAndPassOverWhatTellsNothing() {
        assertThat(read("""
                "statuses":[
                  {"id":"wamid.1","status":"read","timestamp":"1750263773","recipient_id":"16505551234"},
                  {"id":"wamid.2","status":"delivered","biz_opaque_callback_data":"019f0000-0000-7000-8000-000000000001"},
                  {"id":"wamid.3","status":"sent","biz_opaque_callback_data":"of somebody else"},
                  {"id":"wamid.4","status":"warning"},
                  {"status":"read"}]
                """))
                .isEqualTo(new WebhookPayload(
                        List.of(),
                        List.of(
                                new Receipt(null, "wamid.1", Receipt.Stage.READ, null, false),
                                new Receipt(
                                        UUID.fromString("019f0000-0000-7000-8000-000000000001"),
                                        "wamid.2",
                                        Receipt.Stage.DELIVERED,
                                        null,
                                        false),
                                new Receipt(null, "wamid.3", Receipt.Stage.SENT, null, false)),
                        2));
    }

    @ParameterizedTest
    @CsvSource({"131026, false", "131047, false", "131042, true", "368, true"})
    void shouldReadWhyAMessageFailed(int code, boolean stopsChannel) {
        assertThat(read("""
                "statuses":[{"id":"wamid.1","status":"failed","errors":[
                  {"code":%d,"title":"Title","message":"Message","error_data":{"details":"Details"}}]}]
                """.formatted(code)).receipts()).singleElement().satisfies(receipt -> {
            assertThat(receipt.problem()).endsWith(": Details (code %d)".formatted(code));
            assertThat(receipt.stopsChannel()).isEqualTo(stopsChannel);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "[]", "{}", "{\"object\":\"page\",\"entry\":[]}"})
    void shouldRefuseOtherBodies(String body) {
        assertThatThrownBy(() -> WhatsAppFormat.INSTANCE.read(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"object\":\"whatsapp_business_account\"}",
                "{\"object\":\"whatsapp_business_account\",\"entry\":7}",
                "{\"object\":\"whatsapp_business_account\",\"entry\":[null,{\"changes\":{}}]}"
            })
    void shouldFindNothingInAnEmptyNotification(String body) {
        assertThat(WhatsAppFormat.INSTANCE
                        .read(body.getBytes(StandardCharsets.UTF_8))
                        .messages())
                .isEmpty();
    }

    private static String message(String id, String type, String content) {
        return "\"messages\":[{\"from\":\"16505551234\",\"id\":\"%s\",\"timestamp\":\"1749416383\",\"type\":\"%s\",\"%s\":%s}]"
                .formatted(id, type, type, content);
    }

    private static WebhookPayload read(String value) {
        return WhatsAppFormat.INSTANCE.read(VALUE.formatted(value).getBytes(StandardCharsets.UTF_8));
    }
}
