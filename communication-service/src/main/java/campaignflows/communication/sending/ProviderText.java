package campaignflows.communication.sending;

/** What a provider says of a refusal, as people are shown it. */
public final class ProviderText {
    private static final int MAX_LENGTH = 300;

    private ProviderText() {}

    /** On one line and of a bounded length; never empty. */
    public static String oneLine(String said) {
        String line = said.replaceAll("[\\p{Cntrl}\\x{2028}\\x{2029}]+", " ").strip();
        if (line.isEmpty()) {
            return "no reason given";
        }
        return line.codePointCount(0, line.length()) <= MAX_LENGTH
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_LENGTH)) + "…";
    }
}
