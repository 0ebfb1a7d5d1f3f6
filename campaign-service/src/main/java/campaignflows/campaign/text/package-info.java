/** Names, titles and descriptions in the one form of texts (product.md D5). */
@NullMarked
package campaignflows.campaign.text;

import org.jspecify.annotations.NullMarked;
