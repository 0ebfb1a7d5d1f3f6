/** The tenants' time zones, as the gateway publishes them. */
@NullMarked
package campaignflows.communication.tenant;

import org.jspecify.annotations.NullMarked;
