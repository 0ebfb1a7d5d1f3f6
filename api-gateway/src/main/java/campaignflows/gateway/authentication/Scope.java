package campaignflows.gateway.authentication;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What an API key may be used for, within what its roles allow. A key without scopes may be used for all of that. There is none for
 * changing API keys: a key that is bounded must not make one that is not.
 */
public enum Scope {
    /** Whatever changes nothing. */
    READ("read"),
    PARTICIPANTS_WRITE("participants:write"),
    UPLOADS_WRITE("uploads:write"),
    COMMUNICATIONS_WRITE("communications:write"),
    CAMPAIGNS_WRITE("campaigns:write"),
    SETTINGS_WRITE("settings:write");

    private final String wireName;

    Scope(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** The scope of this name in any case. */
    public static Optional<Scope> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName.equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
