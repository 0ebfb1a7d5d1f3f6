package campaignflows.gateway.openid;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A provider of identities as the sign-in page shows it.
 *
 * @param title what the button says after "Sign in with"
 */
@Schema(name = "SignInProvider")
public record SignInProvider(String name, String title) {}
