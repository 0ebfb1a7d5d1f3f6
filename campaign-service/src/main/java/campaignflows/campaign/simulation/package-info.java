/** Simulations and forecasts (rule W6): the campaign and its context are gathered here, the engine walks, and the result is converted to the API's view. */
@NullMarked
package campaignflows.campaign.simulation;

import org.jspecify.annotations.NullMarked;
