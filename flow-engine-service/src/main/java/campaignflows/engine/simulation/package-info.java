/** Walks that have no effect (rule W6): the code of real walks, with a clock of its own and its effects captured. */
@NullMarked
package campaignflows.engine.simulation;

import org.jspecify.annotations.NullMarked;
