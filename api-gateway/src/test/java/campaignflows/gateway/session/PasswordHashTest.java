package campaignflows.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordHashTest {
    @Test
    void shouldMatchOnlyThePasswordThatItWasMadeOf() {
        PasswordHash hash = PasswordHash.of("correct horse");
        PasswordHash stored = new PasswordHash(hash.salt(), hash.hash(), hash.rounds());
        assertThat(stored.matches("correct horse")).isTrue();
        assertThat(stored.matches("correct horsf")).isFalse();
    }

    @Test
    void shouldSaltEachHash() {
        assertThat(PasswordHash.of("same").hash())
                .isNotEqualTo(PasswordHash.of("same").hash());
    }
}
