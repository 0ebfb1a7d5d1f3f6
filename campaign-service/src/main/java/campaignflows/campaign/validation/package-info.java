/** The rules that a flow must keep (product.md W4): plain Java, one class per concern and per kind of node. */
@NullMarked
package campaignflows.campaign.validation;

import org.jspecify.annotations.NullMarked;
