package campaignflows.communication.channel;

import campaignflows.communication.storage.Columns;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.ChannelType;
import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the settings of a channel may be, which its type decides. Nothing in them is secret: what is, stands in the
 * credentials.
 */
@Schema(
        name = "ChannelSettings",
        description =
                "By the type of the channel: of email the server and whom mail is from, of WhatsApp the number, of voice the account and number that calls, of Telegram how messages are received; else empty")
public sealed interface ChannelSettings
        permits EmailSettings, WhatsAppSettings, TelegramSettings, VoiceSettings, ChannelSettings.None {

    /** Whether nothing is missing; what was stored may be older than what is checked today. */
    boolean whole();

    /** Of the types that need none. */
    record None() implements ChannelSettings, Draft {
        private static final String JSON = "{}";

        @Override
        public boolean whole() {
            return true;
        }
    }

    /** As the column has them. */
    default String json() {
        return this instanceof None ? None.JSON : Columns.json(this);
    }

    /** As callers see them. */
    default JsonNode shown() {
        return this instanceof None
                ? Json.mapper().createObjectNode()
                : Json.mapper().valueToTree(this);
    }

    /**
     * Reads what the column has. Those that cannot be read are null: that is one channel's fault, and must not keep the
     * others from being worked with.
     */
    static @Nullable ChannelSettings stored(ChannelType type, String json) {
        Class<? extends ChannelSettings> form = ChannelForm.of(type).settings();
        if (form == None.class) {
            return new None();
        }
        try {
            ChannelSettings settings = Columns.json(json, form);
            return settings.whole() ? settings : null;
        } catch (IllegalStateException e) {
            return null;
        }
    }

    /** The settings before they are checked. */
    @Schema(
            name = "ChannelSettingsDraft",
            description =
                    "Replaces all settings. Another host, port or security of a mail server needs username and password anew; empty for the types without settings")
    sealed interface Draft
            permits EmailSettings.Draft, WhatsAppSettings.Draft, TelegramSettings.Draft, VoiceSettings.Draft, None {}
}
