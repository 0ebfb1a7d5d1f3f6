/** The figures of a campaign (product.md A1), counted while events come. */
@NullMarked
package campaignflows.campaign.analytics;

import org.jspecify.annotations.NullMarked;
