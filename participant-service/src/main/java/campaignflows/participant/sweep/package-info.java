/** Deleting, in the background, what nobody asks for any more. */
@NullMarked
package campaignflows.participant.sweep;

import org.jspecify.annotations.NullMarked;
