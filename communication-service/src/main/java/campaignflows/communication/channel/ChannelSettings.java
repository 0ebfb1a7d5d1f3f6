package campaignflows.communication.channel;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the settings of a channel may be, which its type decides; only mail needs any. */
@Schema(name = "ChannelSettings")
public sealed interface ChannelSettings permits EmailSettings, ChannelSettings.None {
    /** Of the types that need none. */
    @Schema(name = "NoSettings", description = "There is nothing to fill in")
    record None() implements ChannelSettings, Draft {}

    /** The settings before they are checked. */
    @Schema(name = "ChannelSettingsDraft")
    sealed interface Draft permits EmailSettings.Draft, None {}
}
