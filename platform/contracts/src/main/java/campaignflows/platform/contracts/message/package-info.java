/** Events of participants and commands to communication-service: messages that are keyed by customer. */
@NullMarked
package campaignflows.platform.contracts.message;

import org.jspecify.annotations.NullMarked;
