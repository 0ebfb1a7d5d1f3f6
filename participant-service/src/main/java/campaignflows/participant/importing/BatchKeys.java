package campaignflows.participant.importing;

import campaignflows.platform.values.Identifier;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keys by which the rows of a batch are looked up in the database.
 *
 * @param identifiers the keys of all identifiers that rows give
 * @param objectIds   that rows give
 * @param noObject    whether a row gives no object id
 */
record BatchKeys(Map<Identifier, Set<String>> identifiers, Set<String> objectIds, boolean noObject) {
    static BatchKeys of(List<ParsedRow> rows) {
        Map<Identifier, Set<String>> keys = new EnumMap<>(Identifier.class);
        Set<String> objectIds = new HashSet<>();
        boolean noObject = false;
        for (ParsedRow row : rows) {
            if (row instanceof ParsedRow.Valid valid) {
                valid.identifiers()
                        .forEach((identifier, value) -> keys.computeIfAbsent(identifier, any -> new HashSet<>())
                                .add(identifier.key(value)));
                valid.alternateForms()
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
        return new BatchKeys(keys, objectIds, noObject);
    }
}
