/** What flows would do (rule W6): the campaign and its context are gathered here, the engine walks, and the answer is put in the words of the API. */
@NullMarked
package campaignflows.campaign.simulation;

import org.jspecify.annotations.NullMarked;
