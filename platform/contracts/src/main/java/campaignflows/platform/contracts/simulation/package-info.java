/** The requests and responses by which flows are walked without any effect (rule W6). */
@NullMarked
package campaignflows.platform.contracts.simulation;

import org.jspecify.annotations.NullMarked;
