/** Tenants: made by the operator of the installation, published to all services. */
@NullMarked
package campaignflows.gateway.tenant;

import org.jspecify.annotations.NullMarked;
