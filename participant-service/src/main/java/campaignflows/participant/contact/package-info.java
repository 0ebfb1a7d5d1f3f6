/** How participants can be reached at this moment. */
@NullMarked
package campaignflows.participant.contact;

import org.jspecify.annotations.NullMarked;
