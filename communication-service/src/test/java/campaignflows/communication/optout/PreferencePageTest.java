package campaignflows.communication.optout;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.communication.ChannelType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class PreferencePageTest {

    @Test
    void shouldShowWhoAsksAndWhatIsChosen() {
        String page = PreferencePage.of(
                new PreferenceService.Preferences(
                        "Ann & Söhne <script>",
                        List.of(ChannelType.EMAIL, ChannelType.WHATSAPP),
                        Set.of(ChannelType.EMAIL)),
                false);

        assertThat(page)
                .contains("Ann &amp; Söhne &lt;script&gt; may contact you")
                .contains("name=\"allow\" value=\"email\"> Email")
                .contains("name=\"allow\" value=\"whatsapp\" checked> WhatsApp")
                .contains("name=\"shown\" value=\"email\"")
                .contains("color-scheme:light dark")
                .doesNotContain("telegram", "<script", "saved", "http");
    }

    @Test
    void shouldAllowItsOwnStyleAndNothingElse() throws Exception {
        String page = PreferencePage.leadsNowhere();
        String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
        String digest = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));

        assertThat(PreferencePage.POLICY)
                .isEqualTo("default-src 'none'; style-src 'sha256-" + digest
                        + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        assertThat(page).doesNotContain("style=\"", "<script", "onclick");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/x-www-form-urlencoded | List-Unsubscribe=One-Click | OneClick[]",
                "application/x-www-form-urlencoded; charset=utf-8 | a=b&List%2DUnsubscribe=One%2DClick | OneClick[]",
                "application/x-www-form-urlencoded | shown=email&save=1 | Choice[shown=[EMAIL], allowed=[]]",
                "application/x-www-form-urlencoded | shown=email&allow=email&save=1 | Choice[shown=[EMAIL], allowed=[EMAIL]]",
                "application/x-www-form-urlencoded | shown=email&allow=email | nothing",
                "application/x-www-form-urlencoded | List-Unsubscribe=Two-Clicks | nothing",
                "application/x-www-form-urlencoded | shown=pigeon&save=1 | Choice[shown=[], allowed=[]]",
                "application/x-www-form-urlencoded | %zz=1&& | nothing",
                "'' | '' | nothing",
            })
    void shouldReadWhatIsPosted(String contentType, String body, String expected) {
        assertThat(PreferenceForm.read(contentType, body.getBytes(StandardCharsets.UTF_8))
                        .map(Object::toString)
                        .orElse("nothing"))
                .isEqualTo(expected);
    }

    @Test
    void shouldReadTheOneClickInParts() {
        String body = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";

        assertThat(PreferenceForm.read("multipart/form-data; boundary=x", body.getBytes(StandardCharsets.UTF_8)))
                .contains(new PreferenceForm.OneClick());
        assertThat(PreferenceForm.read(
                        "multipart/form-data; boundary=x",
                        body.replace("One-Click", "No").getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }
}
