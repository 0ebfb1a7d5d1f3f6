package campaignflows.communication.channel;

import campaignflows.communication.credential.Credentials;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.RunningStatus;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A channel as callers see it: that it has credentials, not which. */
@Schema(name = "Channel")
public record ChannelView(
        UUID id,
        String name,
        ChannelType type,
        RunningStatus status,

        @Schema(implementation = ChannelSettings.class) JsonNode settings,

        boolean hasCredentials,

        @Schema(description = "Whether its provider can bring messages to /webhooks/channels/{channel_id}")
        boolean hasWebhookSecret,

        @Nullable Integer ratePerSecond,

        @Schema(
                description =
                        "What keeps it from sending at present, as seen at the last attempt, or from asking Telegram for messages; null: nothing known")
        @Nullable
        String trouble,

        @Schema(description = "What keeps its mailbox from being read at present; null: nothing known, or none is read")
        @Nullable
        String mailboxTrouble) {

    /** Body of a POST. */
    @Schema(name = "NewChannel")
    public record New(
            @Schema(required = true) @Nullable String name,
            @Schema(required = true) @Nullable ChannelType type,

            @Schema(implementation = ChannelSettings.Draft.class) @Nullable
            JsonNode settings,

            @Schema(implementation = Credentials.class) @Nullable
            JsonNode credentials,

            @Nullable Integer ratePerSecond) {}

    /**
     * Body of a PATCH: what is absent stays, also within the credentials; null removes.
     *
     * @param settings replace all settings; another host, port or security needs username and password again
     */
    @Schema(name = "ChannelChange")
    public record Change(
            @Nullable String name,

            @Schema(implementation = ChannelSettings.Draft.class) @Nullable
            JsonNode settings,

            @Schema(implementation = Credentials.class) @Nullable
            JsonNode credentials,

            @Schema(implementation = Integer.class) @Nullable
            JsonNode ratePerSecond) {}
}
