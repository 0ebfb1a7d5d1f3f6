/** Flows: drafts and active ones, their revisions, and what may be changed when (product.md W). */
@NullMarked
package campaignflows.campaign.flow;

import org.jspecify.annotations.NullMarked;
