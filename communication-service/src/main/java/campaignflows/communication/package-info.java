/** Communication service: agents, channels, planning, dispatch, simulated contacts. */
@NullMarked
package campaignflows.communication;

import org.jspecify.annotations.NullMarked;
