/** Start and Stop: runs and their handing over to the other services (product.md C3, C4). */
@NullMarked
package campaignflows.campaign.run;

import org.jspecify.annotations.NullMarked;
