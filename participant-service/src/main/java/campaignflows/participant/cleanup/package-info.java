/** Deletes, in the background, what is no longer needed. */
@NullMarked
package campaignflows.participant.cleanup;

import org.jspecify.annotations.NullMarked;
