/** Small real HTTP servers that keep the contracts of the services that this one talks to. */
@NullMarked
package campaignflows.campaign.stub;

import org.jspecify.annotations.NullMarked;
