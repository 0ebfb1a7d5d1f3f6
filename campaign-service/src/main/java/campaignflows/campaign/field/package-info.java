/** Data fields of campaigns and of the tenant's customer profiles (product.md D). */
@NullMarked
package campaignflows.campaign.field;

import org.jspecify.annotations.NullMarked;
