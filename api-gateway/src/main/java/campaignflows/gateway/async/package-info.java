/** Waiting without a thread: delays, permits, and computing off the event loops. */
@NullMarked
package campaignflows.gateway.async;

import org.jspecify.annotations.NullMarked;
