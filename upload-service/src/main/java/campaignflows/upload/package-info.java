/** Files and batches of participants on their way into a campaign. */
@NullMarked
package campaignflows.upload;

import org.jspecify.annotations.NullMarked;
