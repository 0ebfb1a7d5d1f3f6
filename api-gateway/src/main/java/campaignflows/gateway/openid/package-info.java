/** Sign-in by OpenID Connect: the providers that are configured, and whom their tokens stand for. The protocol is quarkus-oidc's. */
@NullMarked
package campaignflows.gateway.openid;

import org.jspecify.annotations.NullMarked;
