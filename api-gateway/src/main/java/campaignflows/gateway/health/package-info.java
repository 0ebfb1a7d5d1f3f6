/** Health of the gateway and of the whole system, on the public port. */
@NullMarked
package campaignflows.gateway.health;

import org.jspecify.annotations.NullMarked;
