/** Deletes, in the background, what nobody asks for any more. */
@NullMarked
package campaignflows.participant.cleanup;

import org.jspecify.annotations.NullMarked;
