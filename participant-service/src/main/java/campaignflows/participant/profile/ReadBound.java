package campaignflows.participant.profile;

import org.jspecify.annotations.Nullable;

/**
 * Bounds how much text of stored people is held at a time. The number of people in a batch says little about it: a narrow file
 * may refer to people with hundreds of long values. For one read; not thread-safe.
 */
public final class ReadBound {
    private final boolean bounded;
    private long left;

    /** @param characters of stored values that may be read */
    public ReadBound(long characters) {
        this(characters, true);
    }

    private ReadBound(long characters, boolean bounded) {
        this.left = characters;
        this.bounded = bounded;
    }

    public static ReadBound none() {
        return new ReadBound(Long.MAX_VALUE, false);
    }

    boolean isNone() {
        return !bounded;
    }

    /** @throws Exceeded if this is more than may be read */
    public @Nullable String pass(@Nullable String text) {
        left -= text == null ? 0 : text.length();
        if (left < 0) {
            throw new Exceeded();
        }
        return text;
    }

    /** There is more to be read than may be held: request fewer rows at once. */
    public static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exceeded() {
            super("Expected fewer characters of stored values at once", null, false, false);
        }
    }
}
