package campaignflows.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DerivedPasswordTest {
    @Test
    void shouldGiveAKeyThatIsNotWhatIsStored() {
        DerivedPassword one = DerivedPassword.of("correct horse");
        DerivedPassword again = one.hash().derive("correct horse");
        DerivedPassword other = one.hash().derive("correct horsf");
        assertThat(one.hash().isOf(again)).isTrue();
        assertThat(one.hash().isOf(other)).isFalse();
        assertThat(again.key()).isEqualTo(one.key());
        assertThat(other.key()).isNotEqualTo(one.key());
        assertThat(one.key().getEncoded()).hasSize(32).isNotEqualTo(one.hash().hash());
    }

    @Test
    void shouldTakeTheFormsOfALetterForTheSame() {
        PasswordHash hash = PasswordHash.of("Stra\u00dfe f\u00fcr \u00e9l\u00e8ves");
        assertThat(hash.matches("Stra\u00dfe fu\u0308r e\u0301le\u0300ves")).isTrue();
    }
}
