package campaignflows.communication.channel;

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

        @Schema(
                description = "Of an email channel host, port, security and from; of the others empty",
                implementation = Object.class)
        JsonNode settings,

        boolean hasCredentials,
        @Nullable Integer ratePerSecond) {

    /** Body of a POST. */
    @Schema(name = "NewChannel")
    public record New(
            @Nullable String name,
            @Nullable ChannelType type,
            @Schema(implementation = Object.class) @Nullable JsonNode settings,

            @Schema(description = "username and password; never shown again", implementation = Object.class) @Nullable
            JsonNode credentials,

            @Nullable Integer ratePerSecond) {}

    /** Body of a PATCH: what is absent stays; null removes credentials and rate. */
    @Schema(name = "ChannelChange")
    public record Change(
            @Nullable String name,
            @Schema(implementation = Object.class) @Nullable JsonNode settings,
            @Schema(implementation = Object.class) @Nullable JsonNode credentials,

            @Schema(implementation = Integer.class) @Nullable
            JsonNode ratePerSecond) {}
}
