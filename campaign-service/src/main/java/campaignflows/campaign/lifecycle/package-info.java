/** Campaigns: their life, their list, their names (product.md C). */
@NullMarked
package campaignflows.campaign.lifecycle;

import org.jspecify.annotations.NullMarked;
