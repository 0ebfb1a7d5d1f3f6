package campaignflows.gateway.session;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What is stored of a password: half of what is {@link DerivedPassword derived} from it, with its salt and the number of rounds, so
 * that the number can be increased later.
 */
public final class PasswordHash {
    private final byte[] salt;
    private final byte[] hash;
    private final int rounds;

    /** A hash as it was stored. */
    public PasswordHash(byte[] salt, byte[] hash, int rounds) {
        this.salt = salt.clone();
        this.hash = hash.clone();
        this.rounds = rounds;
    }

    public static PasswordHash of(String password) {
        return DerivedPassword.of(password).hash();
    }

    /** Slow by intention: a few tenths of a second. */
    public boolean matches(String password) {
        return isOf(derive(password));
    }

    /** What this password gives with this salt and these rounds; slow by intention. */
    public DerivedPassword derive(String password) {
        return new DerivedPassword(password, salt, rounds);
    }

    /** Whether it is of this password, derived with this salt. */
    public boolean isOf(DerivedPassword derived) {
        return isSameAs(derived.hash());
    }

    /** Whether a password that was derived for the other one need not be derived again. */
    public boolean hasSaltOf(PasswordHash other) {
        return rounds == other.rounds && Arrays.equals(salt, other.salt);
    }

    public boolean isSameAs(PasswordHash other) {
        return hasSaltOf(other) && MessageDigest.isEqual(hash, other.hash);
    }

    public byte[] salt() {
        return salt.clone();
    }

    public byte[] hash() {
        return hash.clone();
    }

    public int rounds() {
        return rounds;
    }
}
