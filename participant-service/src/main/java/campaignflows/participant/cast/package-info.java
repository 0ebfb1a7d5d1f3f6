/** Who takes part in a simulation (rule W6): participants as they are, as they would be after a file, or made up. Nothing is written. */
@NullMarked
package campaignflows.participant.cast;

import org.jspecify.annotations.NullMarked;
