package campaignflows.communication.channel;

import campaignflows.platform.values.Texts;
import campaignflows.platform.web.problem.ProblemException;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * From which number WhatsApp messages are sent, and whose messages are this channel's: one app of Meta may have several
 * numbers, each of them a channel.
 *
 * @param phoneNumberId Meta's id of the number, which is not the number itself; null: the channel only receives
 */
public record WhatsAppSettings(@Nullable String phoneNumberId) implements ChannelSettings {
    private static final Pattern ID = Pattern.compile("[0-9]{5,25}");

    static WhatsAppSettings checked(Draft draft) {
        String given = draft.phoneNumberId();
        if (given == null) {
            return new WhatsAppSettings(null);
        }
        String id = Texts.normalized(given);
        if (!ID.matcher(id).matches()) {
            throw ProblemException.invalidField(
                    "settings.phone_number_id",
                    "Give the phone number ID that Meta shows under WhatsApp, API Setup: digits, and not the number itself");
        }
        return new WhatsAppSettings(id);
    }

    @Override
    public boolean whole() {
        return true;
    }

    /** The settings before they are checked. */
    @Schema(name = "WhatsAppSettingsDraft")
    record Draft(
            @Schema(
                    description =
                            "Meta's id of the number to send from: 5 to 25 digits. Without it the channel only receives",
                    examples = "106540352242922")
            @Nullable
            String phoneNumberId)
            implements ChannelSettings.Draft {}
}
