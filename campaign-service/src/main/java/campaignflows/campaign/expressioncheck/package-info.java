/** One expression or script, checked while it is typed. */
@NullMarked
package campaignflows.campaign.expressioncheck;

import org.jspecify.annotations.NullMarked;
