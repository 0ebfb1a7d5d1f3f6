/** Participant events, stamped with the run that is active in their transaction. */
@NullMarked
package campaignflows.participant.event;

import org.jspecify.annotations.NullMarked;
