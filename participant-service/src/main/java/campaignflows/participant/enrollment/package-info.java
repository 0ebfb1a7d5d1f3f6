/** Participants: one person, for one object, in one campaign. */
@NullMarked
package campaignflows.participant.enrollment;

import org.jspecify.annotations.NullMarked;
