/** The one way in: authentication, tenants and keys, and the proxy to the services. */
@NullMarked
package campaignflows.gateway;

import org.jspecify.annotations.NullMarked;
