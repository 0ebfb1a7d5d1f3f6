package campaignflows.gateway.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    /** The secret of the examples of RFC 6238. */
    private final Totp totp = Totp.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    /** The last six digits of the RFC's, which have eight. */
    @ParameterizedTest
    @CsvSource({"59, 287082", "1111111109, 081804", "1234567890, 005924", "20000000000, 353130"})
    void shouldKnowTheCodesOfTheStandard(long second, String code) {
        Instant at = Instant.ofEpochSecond(second);
        assertThat(totp.stepOf(code, at, 0)).isEqualTo(OptionalLong.of(second / 30));
    }

    @Test
    void shouldAcceptThePeriodBeforeAndAfterAndNoOther() {
        Instant at = Instant.ofEpochSecond(1_111_111_109);
        assertThat(totp.stepOf("081804", at.plusSeconds(30), 0)).isPresent();
        assertThat(totp.stepOf("081804", at.minusSeconds(30), 0)).isPresent();
        assertThat(totp.stepOf("081804", at.plusSeconds(60), 0)).isEmpty();
        assertThat(totp.stepOf("081804", at.minusSeconds(90), 0)).isEmpty();
    }

    @Test
    void shouldAcceptNoCodeOfAPeriodThatWasUsedOrIsBeforeIt() {
        Instant at = Instant.ofEpochSecond(59);
        assertThat(totp.stepOf("287082", at, 0)).isEqualTo(OptionalLong.of(1));
        assertThat(totp.stepOf("287082", at, 1)).isEmpty();
        assertThat(totp.stepOf("287082", at, 2)).isEmpty();
    }

    @Test
    void shouldWriteTheSecretAsAppsReadIt() {
        assertThat(totp.text()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(totp.address("a+b@example.com"))
                .isEqualTo("otpauth://totp/Campaign%20Flows:a%2Bb%40example.com"
                        + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Campaign%20Flows");
        assertThat(Totp.read(totp.text()).orElseThrow().secret()).isEqualTo(totp.secret());
        assertThat(Totp.read("GEZDGNBV")).isEmpty();
        assertThat(Totp.read("gezdgnbvgy3tqojqgezdgnbvgy3tqojq")).isEmpty();
        assertThat(Totp.create().secret())
                .hasSize(20)
                .isNotEqualTo(Totp.create().secret());
    }
}
