/** The tenants' settings, as the gateway publishes them. */
@NullMarked
package campaignflows.campaign.tenant;

import org.jspecify.annotations.NullMarked;
