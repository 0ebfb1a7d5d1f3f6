package campaignflows.platform.values;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The name by which an enum's constant is known outside the code: its own in lower case, in the API's JSON and addresses, on
 * topics and in the database alike.
 */
public final class WireName {
    private WireName() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The names of all constants, in the order in which they are declared. */
    public static List<String> all(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(Enum.class::cast)
                .map(WireName::of)
                .toList();
    }

    /** The constant of exactly that name, in lower case as it is written. */
    public static <E extends Enum<E>> Optional<E> find(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> of(constant).equals(name))
                .findFirst();
    }

    /**
     * The constant of a name that this system itself has written.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    }
}
