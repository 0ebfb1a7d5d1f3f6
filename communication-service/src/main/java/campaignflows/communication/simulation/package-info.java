/** Simulated contacts for trial runs. */
@NullMarked
package campaignflows.communication.simulation;

import org.jspecify.annotations.NullMarked;
