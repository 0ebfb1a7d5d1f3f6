/** Participants: one person, for one object, in one campaign. */
@NullMarked
package campaignflows.participant.roster;

import org.jspecify.annotations.NullMarked;
