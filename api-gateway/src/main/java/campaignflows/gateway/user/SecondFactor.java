package campaignflows.gateway.user;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The second factor of a user: the secret of an authenticator app, encrypted by the password, and recovery codes. A code counts
 * once; after some wrong ones in a row there is one attempt a minute, whoever makes it from wherever.
 */
@Embeddable
public class SecondFactor {
    private static final int FREE_FAILURES = 5;
    private static final Duration PAUSE = Duration.ofMinutes(1);

    @Column(name = "totp_secret")
    private byte @Nullable [] sealed;

    @Column(name = "totp_last_step")
    private long lastStep;

    @Column(name = "recovery_codes", columnDefinition = "_text")
    private String[] recoveryCodes;

    @Column(name = "code_failures")
    private int failures;

    @Column(name = "code_failed_at")
    private @Nullable Instant failedAt;

    /** One that is off. */
    SecondFactor() {
        recoveryCodes = new String[0];
    }

    boolean isOn() {
        return sealed != null;
    }

    int recoveryCodesLeft() {
        return recoveryCodes.length;
    }

    /**
     * Turns it on.
     *
     * @param key of the owner's password
     * @param usedStep the period whose code has proven that the app is set up
     */
    void add(UUID owner, SecretKey key, Totp totp, long usedStep, List<String> codes) {
        sealed = SealedSecret.seal(key, owner, totp.secret());
        lastStep = usedStep;
        recoveryCodes = codes.stream().map(RecoveryCodes::hash).toArray(String[]::new);
        forgetFailures();
    }

    /** Gives other recovery codes; the former ones count no longer. */
    void renewCodes(List<String> codes) {
        recoveryCodes = codes.stream().map(RecoveryCodes::hash).toArray(String[]::new);
    }

    void remove() {
        sealed = null;
        lastStep = 0;
        recoveryCodes = new String[0];
        forgetFailures();
    }

    /** Encrypts the secret for another password. */
    void reseal(UUID owner, SecretKey former, SecretKey key) {
        if (sealed != null) {
            sealed = SealedSecret.seal(key, owner, SealedSecret.open(former, owner, sealed));
        }
    }

    /** How long the next attempt is to wait. */
    Duration pause(Instant now) {
        if (failures < FREE_FAILURES || failedAt == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, failedAt.plus(PAUSE));
        return left.isPositive() ? left : Duration.ZERO;
    }

    /**
     * Takes a code of the app, or a recovery code; one that is accepted is used up.
     *
     * @return whether it is one
     */
    boolean accept(UUID owner, SecretKey key, String code, Instant now) {
        boolean accepted = Totp.isCode(code) ? acceptApp(owner, key, code, now) : acceptRecovery(code);
        if (accepted) {
            forgetFailures();
        } else {
            failures++;
            failedAt = now;
        }
        return accepted;
    }

    private boolean acceptApp(UUID owner, SecretKey key, String code, Instant now) {
        if (sealed == null) {
            return false;
        }
        OptionalLong step = Totp.of(SealedSecret.open(key, owner, sealed)).stepOf(code, now, lastStep);
        step.ifPresent(used -> lastStep = used);
        return step.isPresent();
    }

    private boolean acceptRecovery(String code) {
        String hash = RecoveryCodes.hash(code);
        String[] left =
                Arrays.stream(recoveryCodes).filter(one -> !one.equals(hash)).toArray(String[]::new);
        boolean accepted = left.length < recoveryCodes.length;
        recoveryCodes = left;
        return accepted;
    }

    private void forgetFailures() {
        failures = 0;
        failedAt = null;
    }
}
