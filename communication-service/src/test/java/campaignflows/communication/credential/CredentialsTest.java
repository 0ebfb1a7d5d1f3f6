package campaignflows.communication.credential;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.storage.Columns;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What counts of webhook secrets while one is changed. */
@NullMarked
class CredentialsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");

    @Test
    void shouldTakeTheFormerWebhookSecretForADay() {
        Credentials changed = with("the-second").after(with("the-first"), NOW);

        assertThat(changed.webhookSecrets(NOW)).containsExactly("the-second", "the-first");
        assertThat(stored(changed).webhookSecrets(NOW.plus(Credentials.OVERLAP).minusSeconds(1)))
                .containsExactly("the-second", "the-first");
        assertThat(changed.webhookSecrets(NOW.plus(Credentials.OVERLAP))).containsExactly("the-second");
    }

    @Test
    void shouldKeepTheFormerOneWhenSomethingElseIsChanged() {
        Credentials changed = with("the-second").after(with("the-first"), NOW);

        Credentials later = with("the-second").after(changed, NOW.plusSeconds(60));

        assertThat(later.webhookSecrets(NOW.plus(Credentials.OVERLAP).minusSeconds(1)))
                .containsExactly("the-second", "the-first");
        assertThat(later.webhookSecrets(NOW.plus(Credentials.OVERLAP))).containsExactly("the-second");
    }

    /** So a secret that somebody else has learned ends at once: remove it, then enter the next one. */
    @Test
    void shouldKeepNoneOnceItWasRemoved() {
        Credentials removed = with(null).after(with("the-first"), NOW);

        assertThat(removed.webhookSecrets(NOW)).isEmpty();
        assertThat(with("the-second").after(removed, NOW).webhookSecrets(NOW)).containsExactly("the-second");
    }

    @Test
    void shouldKeepOneFormerSecretOnly() {
        Credentials second = with("the-second").after(with("the-first"), NOW);

        assertThat(with("the-third-one").after(second, NOW).webhookSecrets(NOW))
                .containsExactly("the-third-one", "the-second");
    }

    private static Credentials stored(Credentials credentials) {
        return Columns.json(Columns.json(credentials), Credentials.class);
    }

    private static Credentials with(@Nullable String webhookSecret) {
        return new Credentials(
                "ann", "secret", webhookSecret, null, null, null, null, null, null, null, null, null, null, null, null);
    }
}
