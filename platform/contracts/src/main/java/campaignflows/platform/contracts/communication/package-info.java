/** Words that several services use of communications, agents and channels. */
@NullMarked
package campaignflows.platform.contracts.communication;

import org.jspecify.annotations.NullMarked;
