package campaignflows.participant.walkcommit;

import campaignflows.platform.messaging.OutgoingMessage;
import java.util.List;

/** The messages of a commit, in the order of its events. */
record CommitMessages(List<OutgoingMessage> events, List<OutgoingMessage> commands, List<OutgoingMessage> walks) {}
