package campaignflows.communication.channel;

import campaignflows.communication.credential.Credentials;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the settings and the credentials of an email channel must have in common: each sign-in is whole and protected, and no
 * secret is ever sent to a server other than those it was entered for, for that one would learn it.
 */
final class EmailCredentials {
    private static final String USERNAME = "username";
    private static final String PASSWORD = "password";
    private static final String MAILBOX_USERNAME = "mailbox_username";
    private static final String MAILBOX_PASSWORD = "mailbox_password";
    private static final String CLIENT_SECRET = "client_secret";
    private static final String REFRESH_TOKEN = "refresh_token";

    private EmailCredentials() {}

    /** Checks that every sign-in has what it needs and does not travel in the clear. */
    static void requireUsable(EmailSettings settings, @Nullable Credentials credentials) {
        List<ProblemError> errors = new ArrayList<>();
        boolean signsIn = credentials != null && credentials.username() != null;
        boolean byPassword = credentials != null && credentials.password() != null;
        if (signsIn && !settings.security().keepsSecrets()) {
            errors.add(error("settings.security", "Credentials need starttls or tls: they would travel in the clear"));
        }
        if (settings.usesTokens()) {
            if (!signsIn) {
                errors.add(error(USERNAME, "Give the address of the account whose mail it is"));
            }
            if (credentials == null || credentials.clientSecret() == null) {
                errors.add(error(CLIENT_SECRET, "Give the client secret of the application"));
            }
        } else if (signsIn && !byPassword) {
            errors.add(error(PASSWORD, "Give username and password, or neither"));
        }
        boolean ownLogin = credentials != null && credentials.mailboxUsername() != null;
        if (settings.mailbox() != null && !signsIn && !ownLogin) {
            errors.add(error(
                    MAILBOX_USERNAME, "Give who signs in at the mailbox, or username and password for both servers"));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid("The settings and the credentials of the channel do not go together")
                    .withErrors(errors);
        }
    }

    /**
     * Checks that no secret that is kept goes to a new place.
     *
     * @param stored  the credentials before the change; null if there are none that can be read
     * @param unreadable whether there are some that nobody can read now, but perhaps one day: they may hold anything
     * @param changes what was given of the credentials; null if nothing was
     */
    static void requireSameServers(
            @Nullable EmailSettings before,
            EmailSettings wanted,
            @Nullable Credentials stored,
            boolean unreadable,
            @Nullable Credentials after,
            @Nullable JsonNode changes) {
        Map<String, Set<String>> known = knownPlaces(before, stored, unreadable);
        Map<String, Set<String>> asked = unreadable && after == null ? ofAll(wanted) : places(wanted, after);
        List<ProblemError> errors = new ArrayList<>();
        List<String> names = new ArrayList<>();
        asked.forEach((secret, places) -> {
            boolean given = changes != null && changes.has(secret);
            if (given || known.getOrDefault(secret, Set.of()).containsAll(places)) {
                return;
            }
            if (secret.equals(PASSWORD)) {
                errors.add(error(USERNAME, "Give it again: host, port or security changes"));
            }
            errors.add(error(secret, "Give it again: host, port or security changes"));
            names.add(
                    secret.equals(PASSWORD)
                            ? "credentials.username and credentials.password"
                            : "credentials." + secret);
        });
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(
                            "The mail server changes, and what was stored for another one is not sent to it: send %s with the settings, or null to go without a sign-in"
                                    .formatted(String.join(" and ", names)))
                    .withErrors(errors);
        }
    }

    /** None where the settings cannot be read: nobody knows what the secrets were entered for. */
    private static Map<String, Set<String>> knownPlaces(
            @Nullable EmailSettings before, @Nullable Credentials stored, boolean unreadable) {
        if (before == null) {
            return Map.of();
        }
        return unreadable ? ofAll(before) : places(before, stored);
    }

    /** Of credentials that may hold anything. */
    private static Map<String, Set<String>> ofAll(EmailSettings settings) {
        Set<String> all = new TreeSet<>(Set.of(settings.server()));
        MailboxSettings mailbox = settings.mailbox();
        if (mailbox != null) {
            all.add(mailbox.server());
        }
        OAuthSettings oauth = settings.oauth();
        if (oauth != null) {
            all.add(oauth.tokenUrl());
        }
        return Map.of(PASSWORD, all);
    }

    /** The servers that get to know each secret, or a token that it buys. */
    private static Map<String, Set<String>> places(EmailSettings settings, @Nullable Credentials credentials) {
        Map<String, Set<String>> places = new LinkedHashMap<>();
        if (credentials == null) {
            return places;
        }
        MailboxSettings mailbox = settings.mailbox();
        OAuthSettings oauth = settings.oauth();
        Set<String> servers = new TreeSet<>(Set.of(settings.server()));
        if (mailbox != null && credentials.mailboxPassword() == null) {
            servers.add(mailbox.server());
        }
        if (credentials.password() != null) {
            places.put(PASSWORD, oauth == null ? servers : Set.of());
        }
        if (credentials.mailboxPassword() != null) {
            places.put(MAILBOX_PASSWORD, mailbox == null ? Set.of() : Set.of(mailbox.server()));
        }
        if (oauth != null) {
            servers.add(oauth.tokenUrl());
        }
        if (credentials.clientSecret() != null) {
            places.put(CLIENT_SECRET, oauth == null ? Set.of() : servers);
        }
        if (credentials.refreshToken() != null) {
            places.put(REFRESH_TOKEN, oauth == null ? Set.of() : servers);
        }
        return places;
    }

    private static ProblemError error(String name, String message) {
        return ProblemError.ofField(name.startsWith("settings.") ? name : "credentials." + name, message);
    }
}
