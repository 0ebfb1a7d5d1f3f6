/** Simulation subjects (rule W6): participants as they are, as they would be after a file, or hypothetical. Nothing is written. */
@NullMarked
package campaignflows.participant.simulation;

import org.jspecify.annotations.NullMarked;
