/** One expression or script, checked while it is typed. */
@NullMarked
package campaignflows.campaign.check;

import org.jspecify.annotations.NullMarked;
