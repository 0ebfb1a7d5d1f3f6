package campaignflows.participant.walk;

import campaignflows.platform.messaging.OutgoingMessage;
import java.util.List;

/** The messages of a commit, in the order of its events. */
record CommitWrites(List<OutgoingMessage> events, List<OutgoingMessage> commands, List<OutgoingMessage> walks) {}
