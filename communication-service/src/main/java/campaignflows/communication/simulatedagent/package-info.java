/** Simulated contacts for trial runs. */
@NullMarked
package campaignflows.communication.simulatedagent;

import org.jspecify.annotations.NullMarked;
