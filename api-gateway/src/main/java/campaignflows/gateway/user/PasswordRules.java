package campaignflows.gateway.user;

import campaignflows.platform.web.problem.ProblemException;
import com.nulabinc.zxcvbn.StandardDictionaries;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/**
 * Which passwords people may choose, as NIST SP 800-63B advises: long ones, none of the commonest, and no rules about kinds of
 * characters. The list of the commonest, 30,000 of them, is zxcvbn's.
 */
@Singleton
public class PasswordRules {
    /** More are no password of anybody: hashing them would only take time. */
    static final int LONGEST = 200;

    private static final int SHORTEST = 12;
    private static final int LEAST_KINDS = 5;
    /** What a year or a few digits and signs add to a word is guessed with it. */
    private static final int MOST_ADDED = 4;

    private final Set<String> common;

    public PasswordRules() {
        try {
            this.common =
                    Set.copyOf(StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies());
        } catch (IOException e) {
            throw new UncheckedIOException("Expected zxcvbn's list of passwords", e);
        }
    }

    /**
     * Accepts a password.
     *
     * @param field of the request that holds it
     * @throws ProblemException 422 with the reason if it is not good enough
     */
    void require(String field, String password, String email) {
        long characters = password.codePoints().count();
        if (characters < SHORTEST || password.length() > LONGEST) {
            throw ProblemException.invalidField(field, "Choose a password of 12 to 200 characters");
        }
        String lower = password.toLowerCase(Locale.ROOT);
        if (isCommon(lower) || lower.codePoints().distinct().count() < LEAST_KINDS) {
            throw ProblemException.invalidField(
                    field,
                    "This password is among the first that are guessed: choose another, such as four words that do not belong together");
        }
        if (lower.contains(email.toLowerCase(Locale.ROOT))) {
            throw ProblemException.invalidField(field, "Choose a password without your address in it");
        }
    }

    /** Whether it is one of the commonest, several times in a row, or with few characters before or after it. */
    private boolean isCommon(String password) {
        int length = password.length();
        for (int part = 1; part <= length; part++) {
            String repeated = password.substring(0, part);
            if (length % part == 0 && repeated.repeat(length / part).equals(password) && common.contains(repeated)) {
                return true;
            }
        }
        for (int added = 1; added <= MOST_ADDED; added++) {
            if (common.contains(password.substring(added)) || common.contains(password.substring(0, length - added))) {
                return true;
            }
        }
        return false;
    }
}
