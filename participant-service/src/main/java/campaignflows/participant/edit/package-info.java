/** Editing the values of participants and customers, by the same rules wherever they are edited. */
@NullMarked
package campaignflows.participant.edit;

import org.jspecify.annotations.NullMarked;
