/** People who write or call in: whose address it is (rules P1, M4), and the event Incoming Session in their campaigns. */
@NullMarked
package campaignflows.participant.inbound;

import org.jspecify.annotations.NullMarked;
