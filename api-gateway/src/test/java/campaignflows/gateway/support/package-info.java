/** Stubs of the services behind the gateway, and clients that misbehave. */
@NullMarked
package campaignflows.gateway.support;

import org.jspecify.annotations.NullMarked;
