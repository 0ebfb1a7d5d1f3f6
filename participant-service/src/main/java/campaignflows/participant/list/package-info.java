/** The list of a campaign's participants. */
@NullMarked
package campaignflows.participant.list;

import org.jspecify.annotations.NullMarked;
