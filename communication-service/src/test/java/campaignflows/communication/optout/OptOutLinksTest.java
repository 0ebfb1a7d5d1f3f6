package campaignflows.communication.optout;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.support.Settings;
import campaignflows.platform.contracts.Ids;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class OptOutLinksTest {
    private static final UUID ID = UUID.fromString("019a0000-0000-7000-8000-000000000001");

    private final OptOutLinks links =
            new OptOutLinks(Settings.with(Map.of("public-address", "https://contact.example.com/")));

    @Test
    void shouldMakeALinkThatItKnowsAgain() {
        String link = links.of(ID).orElseThrow().toString();

        assertThat(link)
                .startsWith("https://contact.example.com/api/v1/preferences/")
                .matches(".*/[A-Za-z0-9_-]{43}");
        assertThat(links.read(link.substring(link.lastIndexOf('/') + 1))).contains(ID);
        assertThat(links.of(ID).orElseThrow()).hasToString(link);
    }

    @Test
    void shouldKnowNoLinkThatSomebodyElseMade() {
        byte[] token = Base64.getUrlDecoder().decode(links.tokenOf(ID));
        for (int i = 0; i < token.length; i++) {
            byte[] other = token.clone();
            other[i] ^= 1;
            assertThat(links.read(Base64.getUrlEncoder().withoutPadding().encodeToString(other)))
                    .isEmpty();
        }
        OptOutLinks elsewhere = new OptOutLinks(
                Settings.with(Map.of("credentials-key", "YW5vdGhlci1rZXktb2YtMzItYnl0ZXMtaW4tYWxsISE=")));
        assertThat(links.read(elsewhere.tokenOf(ID))).isEmpty();
        for (String nonsense :
                new String[] {"", "x", "%%%", ID.toString(), links.tokenOf(ID).substring(1), links.tokenOf(ID) + "AA"
                }) {
            assertThat(links.read(nonsense)).isEmpty();
        }
        assertThat(links.read(links.tokenOf(Ids.v7()))).isNotEmpty().isNotEqualTo(links.read(links.tokenOf(ID)));
    }

    /** Mails are read long after a key was changed. */
    @Test
    void shouldKnowALinkAgainThatAFormerKeyHasSigned() {
        OptOutLinks next = new OptOutLinks(Settings.with(Map.of(
                "credentials-key",
                "YW5vdGhlci1rZXktb2YtMzItYnl0ZXMtaW4tYWxsISE=",
                "accepted-credentials-keys",
                Settings.KEY)));

        assertThat(next.read(links.tokenOf(ID))).contains(ID);
        assertThat(next.tokenOf(ID)).isNotEqualTo(links.tokenOf(ID));
    }

    @Test
    void shouldMakeNoLinkWhereTheAddressIsNotKnown() {
        assertThat(new OptOutLinks(Settings.with(Map.of())).of(ID)).isEmpty();
    }
}
