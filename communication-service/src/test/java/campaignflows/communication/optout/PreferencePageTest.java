package campaignflows.communication.optout;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.communication.ChannelType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class PreferencePageTest {

    @Test
    void shouldShowWhoAsksAndWhatIsChosen() {
        String page = new PreferencePage(PreferenceTexts.ENGLISH)
                .of(
                        new PreferenceService.Preferences(
                                "Ann & Söhne 100 % <script>",
                                List.of(ChannelType.EMAIL, ChannelType.WHATSAPP),
                                Set.of(ChannelType.EMAIL)),
                        false);

        assertThat(page)
                .contains("Ann &amp; Söhne 100 % &lt;script&gt; may contact you")
                .contains("name=\"allow\" value=\"email\"> Email")
                .contains("name=\"allow\" value=\"whatsapp\" checked> WhatsApp")
                .contains("name=\"shown\" value=\"email\"")
                .contains("color-scheme:light dark")
                .doesNotContain("telegram", "<script", "saved", "http");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | en",
                "'' | en",
                "fr | en",
                "*;q=0.5 | en",
                "de-AT,de;q=0.9,en;q=0.8 | de",
                "fr-FR,fr;q=0.9,es;q=0.8,en;q=0.7 | es",
                "en;q=0.2, PT-br;q=0.9 | pt",
                "de;q=0, en;q=0.1 | en",
                "est, ptx | en",
                "not a; header=,,;; | en",
            })
    void shouldSpeakTheLanguageThatTheBrowserAsksFor(@Nullable String acceptLanguage, String expected) {
        PreferenceTexts texts = PreferenceTexts.of(acceptLanguage);

        assertThat(texts.language()).isEqualTo(expected);
        assertThat(new PreferencePage(texts).notNow()).contains("<html lang=\"" + expected + "\">", texts.laterTitle());
    }

    @Test
    void shouldSayEverythingInEachLanguage() {
        for (PreferenceTexts texts : PreferenceTexts.ALL) {
            String page = new PreferencePage(texts)
                    .of(new PreferenceService.Preferences("Ann", List.of(ChannelType.values()), Set.of()), true);

            assertThat(page)
                    .contains(texts.title(), texts.intro().replace("%s", "Ann"), texts.legend(), texts.saved())
                    .contains(texts.save() + "</button>", texts.noneAtAll() + "</button>")
                    .contains(" " + texts.email() + "<", " " + texts.phone() + "<", " " + texts.webChat() + "<")
                    .doesNotContain("%s");
        }
    }

    @Test
    void shouldOfferToOptOutOfAllWhileSomethingIsLeft() {
        PreferencePage page = new PreferencePage(PreferenceTexts.ENGLISH);
        Set<ChannelType> all = Set.of(ChannelType.EMAIL, ChannelType.VOICE);
        List<ChannelType> shown = List.of(ChannelType.EMAIL, ChannelType.VOICE);
        String some = page.of(new PreferenceService.Preferences("Ann", shown, Set.of(ChannelType.EMAIL)), false);
        String second = some.substring(some.lastIndexOf("<form"));

        assertThat(second)
                .contains("name=\"shown\" value=\"email\"", "name=\"shown\" value=\"voice\"", "name=\"save\"")
                .doesNotContain("allow");
        assertThat(page.of(new PreferenceService.Preferences("Ann", shown, all), false))
                .doesNotContain(PreferenceTexts.ENGLISH.noneAtAll());
    }

    @Test
    void shouldAllowItsOwnStyleAndNothingElse() throws Exception {
        String page = new PreferencePage(PreferenceTexts.ENGLISH).leadsNowhere();
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
