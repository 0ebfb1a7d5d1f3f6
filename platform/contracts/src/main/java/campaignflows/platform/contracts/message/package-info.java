/** Events of participants and commands to communication-service: what travels keyed by customer. */
@NullMarked
package campaignflows.platform.contracts.message;

import org.jspecify.annotations.NullMarked;
