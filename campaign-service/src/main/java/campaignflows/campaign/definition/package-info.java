/** What the other services know of a campaign: published at each change, returned on request. */
@NullMarked
package campaignflows.campaign.definition;

import org.jspecify.annotations.NullMarked;
