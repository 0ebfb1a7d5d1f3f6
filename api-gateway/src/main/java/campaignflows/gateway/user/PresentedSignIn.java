package campaignflows.gateway.user;

import campaignflows.platform.values.EmailAddresses;
import java.util.Optional;

/**
 * What somebody presents in order to sign in by address and password.
 *
 * @param email as it was typed
 * @param code of the authenticator app, or a recovery code; empty if none was given
 * @param tenant the tenant's name; empty if none was given
 */
public record PresentedSignIn(String email, String password, Optional<String> code, Optional<String> tenant) {
    @Override
    public String toString() {
        return "PresentedSignIn";
    }

    /** By which the users with this address are found; what is no address is nobody's. */
    String emailKey() {
        return EmailAddresses.normal(email).map(User::keyOf).orElse("");
    }
}
