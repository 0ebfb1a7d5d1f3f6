package campaignflows.campaign.validation;

import java.util.ArrayList;
import java.util.List;

/** Collects the settings that a node still needs, in the order of the panel in which they are filled in. */
final class Missing {
    private final List<String> settings = new ArrayList<>();

    /** Notes the setting, as people call it, unless it is filled in. */
    Missing unless(boolean filledIn, String setting) {
        if (!filledIn) {
            settings.add(setting);
        }
        return this;
    }

    List<String> toList() {
        return List.copyOf(settings);
    }
}
