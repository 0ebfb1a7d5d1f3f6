package campaignflows.platform.expression.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Looks for one text in another, in time proportional to both whatever they are: a short one as Java does, a long one by
 * its borders (Knuth, Morris and Pratt), since Java compares it again at each place. Each look is charged for as far as it went.
 */
final class TextSearch {
    /** As many comparisons at a place as are still cheap. */
    private static final int SHORT = 16;

    private static final int CHARACTERS_PER_STEP = 16;
    /** What a look costs in addition. */
    private static final int LOOK = 8;

    private final Evaluation run;
    private final String text;
    private final String wanted;
    private int @Nullable [] borders;
    private boolean bordersBackward;
    private long looked;

    TextSearch(Evaluation run, String text, String wanted) {
        this.run = run;
        this.text = text;
        this.wanted = wanted;
    }

    /** The first place at or after {@code from}, where it ends before {@code to}; -1 if there is none. */
    int first(int from, int to) {
        int at = wanted.length() <= SHORT ? text.indexOf(wanted, from, to) : forward(from, to);
        charge(at < 0 ? to - from : at - from + wanted.length());
        return at;
    }

    /** The last place at or after {@code from}, where it ends before {@code to}; -1 if there is none. */
    int last(int from, int to) {
        int at = wanted.length() <= SHORT ? text.lastIndexOf(wanted, to - wanted.length()) : backward(from, to);
        charge(at < 0 ? to : to - at);
        return at < from ? -1 : at;
    }

    private void charge(int characters) {
        looked += characters + LOOK;
        run.step(looked / CHARACTERS_PER_STEP);
        looked %= CHARACTERS_PER_STEP;
    }

    private int forward(int from, int to) {
        int[] known = borders(false);
        int matched = 0;
        for (int i = from; i < to; i++) {
            matched = matched(text.charAt(i), matched, known, false);
            if (matched == wanted.length()) {
                return i - matched + 1;
            }
        }
        return -1;
    }

    private int backward(int from, int to) {
        int[] known = borders(true);
        int matched = 0;
        for (int i = to - 1; i >= from; i--) {
            matched = matched(text.charAt(i), matched, known, true);
            if (matched == wanted.length()) {
                return i;
            }
        }
        return -1;
    }

    /** How much of what is wanted has been seen after one more character. */
    private int matched(char c, int before, int[] known, boolean back) {
        int matched = before;
        while (matched > 0 && wanted(matched, back) != c) {
            matched = known[matched - 1];
        }
        return wanted(matched, back) == c ? matched + 1 : matched;
    }

    private char wanted(int index, boolean back) {
        return wanted.charAt(back ? wanted.length() - 1 - index : index);
    }

    /** For each beginning of what is wanted, how much of its end is a beginning too. */
    private int[] borders(boolean back) {
        if (borders != null && bordersBackward == back) {
            return borders;
        }
        run.allocate(4L * wanted.length());
        int[] known = new int[wanted.length()];
        for (int i = 1; i < known.length; i++) {
            known[i] = matched(wanted(i, back), known[i - 1], known, back);
        }
        borders = known;
        bordersBackward = back;
        return known;
    }
}
