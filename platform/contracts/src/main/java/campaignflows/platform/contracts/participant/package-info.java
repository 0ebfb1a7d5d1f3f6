/** Requests to participant-service and communication-service from the other services. */
@NullMarked
package campaignflows.platform.contracts.participant;

import org.jspecify.annotations.NullMarked;
