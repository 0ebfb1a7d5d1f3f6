/** One participant: reading, editing, removing. */
@NullMarked
package campaignflows.participant.details;

import org.jspecify.annotations.NullMarked;
