/** The sample agent: an external agent that keeps to its contract and to nothing else. */
@NullMarked
package campaignflows.local.agent;

import org.jspecify.annotations.NullMarked;
