/** The agents that flows speak through, as communication-service knows them. */
@NullMarked
package campaignflows.campaign.agent;

import org.jspecify.annotations.NullMarked;
