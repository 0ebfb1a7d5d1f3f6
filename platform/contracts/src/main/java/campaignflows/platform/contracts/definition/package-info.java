/** Definitions of campaigns and tenants, on compacted topics. */
@NullMarked
package campaignflows.platform.contracts.definition;

import org.jspecify.annotations.NullMarked;
