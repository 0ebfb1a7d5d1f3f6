/** Apache Superset, whose dashboard of a campaign is embedded in the console: guest tokens for one campaign of one tenant. */
@NullMarked
package campaignflows.campaign.superset;

import org.jspecify.annotations.NullMarked;
