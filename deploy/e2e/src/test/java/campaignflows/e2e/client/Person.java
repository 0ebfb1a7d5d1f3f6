package campaignflows.e2e.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A participant as the API takes it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Person(
        Map<String, Object> attributes,
        @Nullable String timezone,
        @Nullable String objectId) {
    public Person {
        attributes = Map.copyOf(attributes);
    }

    /** Somebody who can be reached by email and by WhatsApp. */
    public static Person named(String externalId) {
        String phone = "+4930" + (1_000_000 + Math.floorMod(externalId.hashCode(), 9_000_000));
        return new Person(
                Map.of("external_id", externalId, "email", externalId + "@people.example", "phone", phone), null, null);
    }

    /** Somebody who is known already. */
    public static Person known(String externalId) {
        return new Person(Map.of("external_id", externalId), null, null);
    }

    public Person with(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(attributes);
        more.put(field, value);
        return new Person(more, timezone, objectId);
    }

    public Person in(String zone) {
        return new Person(attributes, zone, objectId);
    }

    public Person about(String object) {
        return new Person(attributes, timezone, object);
    }
}
