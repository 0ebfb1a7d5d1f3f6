package campaignflows.participant.profile;

import java.util.Arrays;
import java.util.UUID;

/**
 * Trigrams: numbers for the triples of characters in a text, by which the index of {@code customers.search_grams} finds the
 * texts that may contain another one: a text that contains it has all its trigrams. The reverse does not hold, so the texts
 * found are compared.
 *
 * <p>The tenant is mixed in: tenants share the index but, except for rare collisions, none of its entries. The numbers are
 * stored, so their computation must never change without computing those of all rows again.
 */
public final class Grams {
    /** A text with fewer characters has none. */
    public static final int LENGTH = 3;

    private static final int[] NONE = {};

    private Grams() {}

    /** The trigrams of each line of a folded text, ascending, each once. */
    public static int[] of(UUID tenantId, String lines) {
        if (lines.length() < LENGTH) {
            return NONE;
        }
        int seed = seed(tenantId);
        int[] grams = new int[lines.length() - LENGTH + 1];
        int count = 0;
        for (int i = 0; i + LENGTH <= lines.length(); i++) {
            char a = lines.charAt(i);
            char b = lines.charAt(i + 1);
            char c = lines.charAt(i + 2);
            if (a != '\n' && b != '\n' && c != '\n') {
                grams[count++] = gram(seed, a, b, c);
            }
        }
        return distinct(grams, count);
    }

    /** In the form that PostgreSQL reads. */
    public static String encode(int[] grams) {
        StringBuilder text = new StringBuilder(2 + grams.length * 12).append('{');
        for (int i = 0; i < grams.length; i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(grams[i]);
        }
        return text.append('}').toString();
    }

    /** In the form in which the database's client takes an array. */
    public static Integer[] bindable(int[] grams) {
        return Arrays.stream(grams).boxed().toArray(Integer[]::new);
    }

    private static int[] distinct(int[] grams, int count) {
        Arrays.sort(grams, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (kept == 0 || grams[i] != grams[kept - 1]) {
                grams[kept++] = grams[i];
            }
        }
        return Arrays.copyOf(grams, kept);
    }

    private static int seed(UUID tenantId) {
        return mix(Long.hashCode(tenantId.getMostSignificantBits()) * 31
                + Long.hashCode(tenantId.getLeastSignificantBits()));
    }

    private static int gram(int seed, char a, char b, char c) {
        return mix(mix(seed ^ (a << 16 | b)) + c);
    }

    /** The finaliser of MurmurHash3. */
    private static int mix(int number) {
        int h = number;
        h = (h ^ (h >>> 16)) * 0x85EBCA6B;
        h = (h ^ (h >>> 13)) * 0xC2B2AE35;
        return h ^ (h >>> 16);
    }
}
