package campaignflows.participant.paging;

import campaignflows.participant.profile.Folding;

/** A text to be searched for within folded texts. */
public final class SearchNeedle {
    private SearchNeedle() {}

    /** The pattern of {@code like} for texts that contain the folded one. */
    public static String contains(String folded) {
        return "%" + folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    public static String folded(String text) {
        return Folding.fold(text);
    }

    /** Its digits: how a phone number is stored. */
    public static String digits(String text) {
        return text.replaceAll("[^0-9]", "");
    }
}
