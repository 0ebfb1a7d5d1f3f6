/** The journal of walks: why somebody got a message, and how often each way through a flow was taken (product.md W7). */
@NullMarked
package campaignflows.campaign.journal;

import org.jspecify.annotations.NullMarked;
