package campaignflows.gateway.openid;

import io.quarkus.oidc.OidcTenantConfig;

/**
 * A provider as quarkus-oidc is to speak with it.
 *
 * @param title what its button says
 * @param browser for the sign-in of people
 * @param api for bearer tokens
 */
public record OpenIdProvider(
        String name, String title, String issuer, ClaimRules rules, OidcTenantConfig browser, OidcTenantConfig api) {
    /** Where a request says that its response leads to a provider, whose address is no caller's word. */
    public static final String LEADS_TO = "campaignflows.openid-leads-to";

    static final String ROOT = "/api/v1/sign-in/";

    static String callbackPath(String name) {
        return ROOT + name + "/callback";
    }

    static String signOutPath(String name) {
        return ROOT + name + "/sign-out";
    }
}
