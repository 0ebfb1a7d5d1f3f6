package campaignflows.campaign.validation;

import java.util.ArrayList;
import java.util.List;

/** Collects the settings that a node still needs, in the order in which the panel shows them. */
final class MissingSettings {
    private static final int NAMED = 20;

    private final List<String> settings = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    /**
     * Notes the setting unless it is filled in.
     *
     * @param setting its path in the node's settings
     * @param label   what people call it
     */
    MissingSettings unless(boolean filledIn, String setting, String label) {
        if (!filledIn) {
            settings.add(setting);
            labels.add(label);
        }
        return this;
    }

    boolean isEmpty() {
        return labels.isEmpty();
    }

    /** The path of the first one. */
    String first() {
        return settings.getFirst();
    }

    /** Their labels. */
    String inWords() {
        return listed(labels);
    }

    /** The first names of a list, and how many more there are. */
    static String listed(List<String> names) {
        return names.size() <= NAMED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMED)) + " and %,d more".formatted(names.size() - NAMED);
    }
}
