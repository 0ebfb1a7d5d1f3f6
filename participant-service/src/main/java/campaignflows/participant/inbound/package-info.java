/** Contacts who write or call in: who they are (rules P1, M4), and the event Incoming Session in their campaigns. */
@NullMarked
package campaignflows.participant.inbound;

import org.jspecify.annotations.NullMarked;
