package campaignflows.participant.bulk;

import campaignflows.platform.values.Identifier;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the rows of a batch ask the database for.
 *
 * @param keys      of all identifiers given
 * @param objectIds given
 * @param noObject  whether a row gives none
 */
record Wanted(Map<Identifier, Set<String>> keys, Set<String> objectIds, boolean noObject) {
    static Wanted of(List<ParsedRow> rows) {
        Map<Identifier, Set<String>> keys = new EnumMap<>(Identifier.class);
        Set<String> objectIds = new HashSet<>();
        boolean noObject = false;
        for (ParsedRow row : rows) {
            if (row instanceof ParsedRow.Valid valid) {
                valid.identifiers()
                        .forEach((identifier, value) -> keys.computeIfAbsent(identifier, any -> new HashSet<>())
                                .add(identifier.key(value)));
                valid.formerly()
                        .forEach((identifier, value) -> keys.computeIfAbsent(identifier, any -> new HashSet<>())
                                .add(identifier.key(value)));
                String objectId = valid.objectId();
                if (objectId == null) {
                    noObject = true;
                } else {
                    objectIds.add(objectId);
                }
            }
        }
        return new Wanted(keys, objectIds, noObject);
    }
}
