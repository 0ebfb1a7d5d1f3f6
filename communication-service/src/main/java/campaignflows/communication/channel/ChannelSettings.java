package campaignflows.communication.channel;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the settings of a channel may be, which its type decides; only mail needs any. */
@Schema(
        name = "ChannelSettings",
        description = "Of an email channel the server and whom mail is from; of the other types empty")
public sealed interface ChannelSettings permits EmailSettings, ChannelSettings.None {
    /** Of the types that need none. */
    record None() implements ChannelSettings, Draft {}

    /** The settings before they are checked. */
    @Schema(
            name = "ChannelSettingsDraft",
            description =
                    "Replaces all settings. Another host, port or security needs username and password anew; empty for types other than email")
    sealed interface Draft permits EmailSettings.Draft, None {}
}
