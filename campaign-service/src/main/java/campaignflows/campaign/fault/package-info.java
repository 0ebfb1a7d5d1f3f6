/** Faults of other services that put a campaign in Error (product.md C2). */
@NullMarked
package campaignflows.campaign.fault;

import org.jspecify.annotations.NullMarked;
