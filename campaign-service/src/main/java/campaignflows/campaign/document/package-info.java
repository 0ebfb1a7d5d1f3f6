/** Campaigns as one JSON document, so that they can be copied and kept in version control (product.md C1). */
@NullMarked
package campaignflows.campaign.document;

import org.jspecify.annotations.NullMarked;
