/** Campaigns: their life, their list, their names (product.md C). */
@NullMarked
package campaignflows.campaign.campaign;

import org.jspecify.annotations.NullMarked;
