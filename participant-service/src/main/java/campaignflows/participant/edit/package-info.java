/** Editing what is known of people, by the same rules wherever it is edited. */
@NullMarked
package campaignflows.participant.edit;

import org.jspecify.annotations.NullMarked;
