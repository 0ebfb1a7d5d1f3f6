/** API keys of a tenant: made, listed, revoked. */
@NullMarked
package campaignflows.gateway.apikey;

import org.jspecify.annotations.NullMarked;
