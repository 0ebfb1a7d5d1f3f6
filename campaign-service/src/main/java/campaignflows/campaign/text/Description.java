package campaignflows.campaign.text;

import campaignflows.platform.values.Texts;
import campaignflows.platform.values.ValueLimits;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Texts of several lines that describe something; they may be empty. */
public final class Description {
    private Description() {}

    /**
     * The text in its one form, empty for none; nothing if it is too long or cannot be stored.
     *
     * @param max its greatest length in characters (code points)
     */
    public static Optional<String> of(@Nullable String text, int max) {
        String given = text == null ? "" : Texts.normalized(text);
        String description = Texts.isBlank(given) ? "" : given;
        return description.codePointCount(0, description.length()) <= max && ValueLimits.isStorable(description)
                ? Optional.of(description)
                : Optional.empty();
    }
}
