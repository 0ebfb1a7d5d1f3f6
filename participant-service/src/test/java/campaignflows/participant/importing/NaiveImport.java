package campaignflows.participant.importing;

import campaignflows.platform.values.Identifier;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rule P1 and P2 as one would write them down: a list of people, one row after the other, no batch, no index. What the
 * service does in bulk must come to the same.
 */
final class NaiveImport {
    private static final class Person {
        private final Map<Identifier, String> identifiers = new EnumMap<>(Identifier.class);
        private @Nullable String name;
        private final Map<String, Map<String, String>> participants = new TreeMap<>();
    }

    private final List<Person> people = new ArrayList<>();

    /** Imports a row of identifiers and values; returns created, updated or failed. */
    String importRow(
            String campaign,
            @Nullable String objectId,
            Map<Identifier, String> given,
            @Nullable String name,
            @Nullable String note) {
        if (given.isEmpty()) {
            return "failed";
        }
        Set<Person> hits = new LinkedHashSet<>();
        for (Person person : people) {
            given.forEach((identifier, value) -> {
                String has = person.identifiers.get(identifier);
                if (has != null && identifier.key(has).equals(identifier.key(value))) {
                    hits.add(person);
                }
            });
        }
        if (hits.size() > 1) {
            return "failed";
        }
        Person person;
        if (hits.isEmpty()) {
            person = new Person();
            people.add(person);
        } else {
            person = hits.iterator().next();
            String has = person.identifiers.get(Identifier.EXTERNAL_ID);
            String wants = given.get(Identifier.EXTERNAL_ID);
            if (has != null && wants != null && !has.equals(wants)) {
                return "failed";
            }
        }
        person.identifiers.putAll(given);
        if (name != null) {
            person.name = name;
        }
        String key = campaign + "/" + (objectId == null ? "" : objectId);
        boolean isNew = !person.participants.containsKey(key);
        Map<String, String> values = person.participants.computeIfAbsent(key, any -> new TreeMap<>());
        if (note != null) {
            values.put("note", note);
        }
        return isNew ? "created" : "updated";
    }

    /** Removes the participant that this line of {@link #everything()} is about; the person stays. */
    void remove(String line) {
        for (Person person : people) {
            person.participants.entrySet().removeIf(each -> line(person, each).equals(line));
        }
    }

    /** Everybody with everything, in a form that does not depend on ids. */
    List<String> everything() {
        List<String> lines = new ArrayList<>();
        for (Person person : people) {
            person.participants.entrySet().forEach(each -> lines.add(line(person, each)));
        }
        lines.sort(null);
        return lines;
    }

    private static String line(Person person, Map.Entry<String, Map<String, String>> participant) {
        StringBuilder line = new StringBuilder();
        for (Identifier identifier : Identifier.values()) {
            line.append(person.identifiers.getOrDefault(identifier, "-")).append(' ');
        }
        return line.append(person.name == null ? "-" : person.name)
                .append(' ')
                .append(participant.getKey())
                .append(' ')
                .append(participant.getValue().getOrDefault("note", "-"))
                .toString();
    }
}
