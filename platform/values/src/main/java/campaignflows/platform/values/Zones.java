package campaignflows.platform.values;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads time zone names. Only names of the IANA database and its links count, because a fixed offset such as {@code +02:00} knows no
 * clock changes and would silently send an hour early for half of the year.
 */
public final class Zones {
    /** Names of the database that the JDK lacks, with what they are links to there. */
    private static final Map<String, String> LINKS = Map.of(
            "EST", "America/Panama",
            "MST", "America/Phoenix",
            "HST", "Pacific/Honolulu",
            "ROC", "Asia/Taipei",
            "GMT+0", "GMT",
            "GMT-0", "GMT");

    /** The JDK's names without those that it has beyond the database. */
    private static final Set<String> KNOWN = Stream.concat(
                    ZoneId.getAvailableZoneIds().stream().filter(id -> !id.startsWith("SystemV/")),
                    LINKS.keySet().stream())
            .collect(Collectors.toUnmodifiableSet());

    private Zones() {}

    /** The zone, or empty if the name is none. Outer white space does not count; case does. */
    public static Optional<ZoneId> find(String name) {
        String id = Texts.trimmed(name);
        return KNOWN.contains(id) ? Optional.of(ZoneId.of(LINKS.getOrDefault(id, id))) : Optional.empty();
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
