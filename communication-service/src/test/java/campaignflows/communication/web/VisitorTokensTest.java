package campaignflows.communication.web;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.support.Settings;
import campaignflows.platform.contracts.Ids;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VisitorTokensTest {
    private final VisitorTokens tokens = new VisitorTokens(Settings.with(Map.of()));
    private final UUID channel = Ids.v7();

    @Test
    void shouldBelieveTheSecretThatItHasGivenAndNoOther() {
        String id = tokens.newId();
        String secret = tokens.secretOf(channel, id);

        assertThat(tokens.proves(channel, id, secret)).isTrue();
        assertThat(tokens.proves(channel, tokens.newId(), secret)).isFalse();
        assertThat(tokens.proves(Ids.v7(), id, secret)).isFalse();
        assertThat(tokens.proves(channel, id, secret.substring(1))).isFalse();
        assertThat(tokens.proves(channel, id, "")).isFalse();
    }

    @Test
    void shouldNeverSpeakForAnIdOfTheWebsitesOwner() {
        assertThat(tokens.newId()).matches("visitor:[A-Za-z0-9_-]{22}").isNotEqualTo(tokens.newId());
        assertThat(tokens.proves(channel, "customer-7", tokens.secretOf(channel, "customer-7")))
                .isFalse();
    }
}
