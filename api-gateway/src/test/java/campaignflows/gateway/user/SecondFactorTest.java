package campaignflows.gateway.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondFactorTest {
    /** The code of the RFC's secret then. */
    private static final Instant THEN = Instant.ofEpochSecond(59);

    private static final String CODE = "287082";
    private static final UUID OWNER = new UUID(1, 2);

    private final SecretKey key = key('a');
    private final SecondFactor factor = new SecondFactor();
    private final List<String> recovery = RecoveryCodes.create();

    @BeforeEach
    void add() {
        factor.add(OWNER, key, Totp.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII)), 0, recovery);
    }

    @Test
    void shouldAcceptACodeOnce() {
        assertThat(factor.isOn()).isTrue();
        assertThat(factor.accept(OWNER, key, CODE, THEN)).isTrue();
        assertThat(factor.accept(OWNER, key, CODE, THEN)).isFalse();
        assertThat(factor.accept(OWNER, key, "000000", THEN)).isFalse();
    }

    @Test
    void shouldAcceptEachRecoveryCodeOnceHoweverItIsTyped() {
        assertThat(recovery)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z2-7]{4}(-[a-z2-7]{4}){3}"));
        String typed = recovery.get(3).toUpperCase(Locale.ROOT).replace('-', ' ');
        assertThat(factor.accept(OWNER, key, typed, THEN)).isTrue();
        assertThat(factor.accept(OWNER, key, recovery.get(3), THEN)).isFalse();
        assertThat(factor.recoveryCodesLeft()).isEqualTo(9);
        assertThat(factor.accept(OWNER, key, recovery.get(9), THEN)).isTrue();
        assertThat(factor.recoveryCodesLeft()).isEqualTo(8);
    }

    @Test
    void shouldLetOneAttemptAMinuteBeAfterFiveThatWereWrong() {
        for (int i = 0; i < 5; i++) {
            assertThat(factor.pause(THEN)).isZero();
            factor.accept(OWNER, key, "000000", THEN);
        }
        assertThat(factor.pause(THEN)).isEqualTo(Duration.ofMinutes(1));
        assertThat(factor.pause(THEN.plusSeconds(59))).isEqualTo(Duration.ofSeconds(1));
        assertThat(factor.pause(THEN.plusSeconds(60))).isZero();
        factor.accept(OWNER, key, "000000", THEN.plusSeconds(60));
        assertThat(factor.pause(THEN.plusSeconds(61))).isEqualTo(Duration.ofSeconds(59));
        factor.accept(OWNER, key, recovery.getFirst(), THEN.plusSeconds(120));
        assertThat(factor.pause(THEN.plusSeconds(120))).isZero();
    }

    @Test
    void shouldKeepTheAppWhenThePasswordChanges() {
        SecretKey next = key('b');
        factor.reseal(OWNER, key, next);
        assertThatThrownBy(() -> factor.accept(OWNER, key, CODE, THEN)).isInstanceOf(IllegalStateException.class);
        assertThat(factor.accept(OWNER, next, CODE, THEN)).isTrue();
    }

    @Test
    void shouldOpenForNobodyElse() {
        assertThatThrownBy(() -> factor.accept(new UUID(1, 3), key, CODE, THEN))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldAcceptNothingWhenItIsOff() {
        factor.remove();
        assertThat(factor.isOn()).isFalse();
        assertThat(factor.recoveryCodesLeft()).isZero();
        assertThat(factor.accept(OWNER, key, CODE, THEN)).isFalse();
        assertThat(factor.accept(OWNER, key, recovery.getFirst(), THEN)).isFalse();
    }

    private static SecretKey key(char letter) {
        return new SecretKeySpec(String.valueOf(letter).repeat(32).getBytes(StandardCharsets.US_ASCII), "AES");
    }
}
