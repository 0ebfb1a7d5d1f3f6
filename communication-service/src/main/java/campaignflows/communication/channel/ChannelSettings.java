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
                "By the type of the channel: of email the server and whom mail is from, of WhatsApp the number, of voice the account and number that calls, of Telegram how messages are received, of web the pages that may embed the chat and what it shows")
public sealed interface ChannelSettings
        permits EmailSettings, WhatsAppSettings, TelegramSettings, VoiceSettings, WebSettings {

    /** Whether nothing is missing; what was stored may be older than what is checked today. */
    boolean whole();

    /** As the column has them. */
    default String json() {
        return Columns.json(this);
    }

    /** As callers see them. */
    default JsonNode shown() {
        return Json.mapper().valueToTree(this);
    }

    /**
     * Reads what the column has. Those that cannot be read are null: that is one channel's fault, and must not keep the
     * others from being worked with.
     */
    static @Nullable ChannelSettings stored(ChannelType type, String json) {
        try {
            ChannelSettings settings = Columns.json(json, ChannelForm.of(type).settings());
            return settings.whole() ? settings : null;
        } catch (IllegalStateException e) {
            return null;
        }
    }

    /** The settings before they are checked. */
    @Schema(
            name = "ChannelSettingsDraft",
            description =
                    "Replaces all settings. Another host, port or security of a mail server needs username and password again")
    sealed interface Draft
            permits EmailSettings.Draft,
                    WhatsAppSettings.Draft,
                    TelegramSettings.Draft,
                    VoiceSettings.Draft,
                    WebSettings.Draft {}
}
