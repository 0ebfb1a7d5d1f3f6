/** Stubs for the services behind the gateway, and clients that behave as no good client would. */
@NullMarked
package campaignflows.gateway.support;

import org.jspecify.annotations.NullMarked;
