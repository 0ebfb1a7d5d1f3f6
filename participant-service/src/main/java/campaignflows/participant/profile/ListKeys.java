package campaignflows.participant.profile;

import campaignflows.platform.values.Identifier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which a person is sorted and searched: folded, of bounded length, empty where there is no value. Stored with the
 * customer and with each of its participants; both are written by the repositories alone, together with the values.
 */
public record ListKeys(String name, String email, String phone, String externalId) {

    /** The keys of the stored values. */
    public static ListKeys of(
            @Nullable String name, @Nullable String email, @Nullable String phone, @Nullable String externalId) {
        return new ListKeys(key(name), key(email), key(phone), key(externalId));
    }

    static ListKeys of(@Nullable String name, Function<Identifier, @Nullable String> identifiers) {
        return of(
                name,
                identifiers.apply(Identifier.EMAIL),
                identifiers.apply(Identifier.PHONE),
                identifiers.apply(Identifier.EXTERNAL_ID));
    }

    /** All of them, one line each: none of them contains a line break. */
    public String searchText() {
        return name + '\n' + email + '\n' + phone + '\n' + externalId;
    }

    private static String key(@Nullable String value) {
        return value == null ? "" : Folding.key(value);
    }
}
