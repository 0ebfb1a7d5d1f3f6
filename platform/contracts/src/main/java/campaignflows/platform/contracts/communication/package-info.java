/** Terms for communications, agents and channels that several services use. */
@NullMarked
package campaignflows.platform.contracts.communication;

import org.jspecify.annotations.NullMarked;
