package campaignflows.platform.contracts.walk;

import campaignflows.platform.contracts.MessageFamily;
import java.util.Map;

/** The messages on the topic {@code flow-walks}, all of one customer in one order. */
public sealed interface WalkMessage permits WalkRecorded, WalksErased, ParticipantWalksErased {
    MessageFamily<WalkMessage> FAMILY = new MessageFamily<>(Map.of(
            "WalkRecorded", WalkRecorded.class,
            "WalksErased", WalksErased.class,
            "ParticipantWalksErased", ParticipantWalksErased.class));
}
