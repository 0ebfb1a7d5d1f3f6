package campaignflows.platform.values;

import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * Reads time zone names. Only names of the IANA database count, because a fixed offset such as {@code +02:00} knows no
 * clock changes and would silently send an hour early for half of the year.
 */
public final class Zones {
    private static final Set<String> KNOWN = Set.copyOf(ZoneId.getAvailableZoneIds());

    private Zones() {}

    /** The zone, or empty if the name is none. Outer white space does not count; case does. */
    public static Optional<ZoneId> find(String name) {
        String id = Texts.trimmed(name);
        return KNOWN.contains(id) ? Optional.of(ZoneId.of(id)) : Optional.empty();
    }

    /**
     * The zone of that name.
     *
     * @throws IllegalArgumentException with what to do, if there is none
     */
    public static ZoneId parse(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException(explain(name)));
    }

    private static String explain(String name) {
        String id = Texts.trimmed(name);
        return KNOWN.stream()
                .filter(known -> known.equalsIgnoreCase(id))
                .findFirst()
                .map(known -> "Not a time zone: did you mean " + known + "?")
                .orElse("Not a time zone: use a name of the IANA database, such as Europe/Berlin or UTC");
    }
}
