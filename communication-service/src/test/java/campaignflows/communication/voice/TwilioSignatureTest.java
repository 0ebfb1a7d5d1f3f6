package campaignflows.communication.voice;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Twilio's own library judges what counts as signed. */
@NullMarked
class TwilioSignatureTest {
    private static final String TOKEN = "12345";
    private static final Map<String, String> FIELDS = fields();

    private final RequestValidator twilio = new RequestValidator(TOKEN);

    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("To", "+18005551212");
        fields.put("CallSid", "CA1234567890ABCDE");
        fields.put("CallerName", "Änn & Bob = 1+1");
        fields.put("Digits", "");
        return fields;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://flows.example.org/api/v1/webhooks/channels/1/calls?communication=2&about=status",
                "https://flows.example.org:8443/api/v1/webhooks/channels/1/calls",
                "http://flows.example.org/a/api/v1/webhooks/channels/1/calls?x=%20y"
            })
    void shouldAgreeWithTwiliosLibrary(String address) {
        String ours = TwilioSignature.of(TOKEN, address, form());

        assertThat(twilio.validate(address, FIELDS, ours)).isTrue();
        assertThat(TwilioSignature.isRight(ours, TOKEN, address, form())).isTrue();
        assertThat(TwilioSignature.isRight(ours, "12346", address, form())).isFalse();
        assertThat(TwilioSignature.isRight(ours, TOKEN, address + "&a=b", form()))
                .isFalse();
        assertThat(TwilioSignature.isRight(ours, TOKEN, address, form().and("CallStatus", "failed")))
                .isFalse();
        assertThat(TwilioSignature.isRight(null, TOKEN, address, form())).isFalse();
    }

    /** Twilio signs some addresses with the port that they have by default. */
    @Test
    void shouldTakeTheAddressWithItsPortAndWithout() {
        String bare = "https://flows.example.org/calls?a=b";
        String withPort = "https://flows.example.org:443/calls?a=b";

        for (String signed : List.of(bare, withPort)) {
            for (String called : List.of(bare, withPort)) {
                String signature = TwilioSignature.of(TOKEN, signed, form());
                assertThat(TwilioSignature.isRight(signature, TOKEN, called, form()))
                        .as(signed + " " + called)
                        .isEqualTo(twilio.validate(called, FIELDS, signature))
                        .isTrue();
            }
        }
    }

    @Test
    void shouldReadTheFormThatItHasWritten() {
        assertThat(TwilioForm.decoded(form().encoded())).isEqualTo(form());
        assertThat(TwilioForm.decoded("")).isEqualTo(new TwilioForm(List.of()));
        assertThat(TwilioForm.decoded("a=1&a=2&b").value("a")).contains("1");
    }

    private static TwilioForm form() {
        TwilioForm form = new TwilioForm(List.of());
        for (Map.Entry<String, String> field : FIELDS.entrySet()) {
            form = form.and(field.getKey(), field.getValue());
        }
        return form;
    }
}
