package campaignflows.communication.lifecycle;

import campaignflows.communication.storage.Columns;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.database.Database;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.FieldValue;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives results the types that their agents say they have. They are stored as texts; one whose agent, or whose definition
 * there, is gone stays a text.
 */
@Singleton
public final class ResultTypeRepository {
    private static final TypeReference<List<ResultField>> FIELDS = new TypeReference<>() {};

    private final Database database;

    public ResultTypeRepository(Database database) {
        this.database = database;
    }

    /** The types of results, by communication and name: one statement, whatever their number. */
    public Map<UUID, Map<String, FieldType>> of(UUID tenantId, Collection<UUID> communicationIds) {
        if (communicationIds.isEmpty()) {
            return Map.of();
        }
        return database.read(tx -> tx
                .query("""
                        select communications.id, agents.results::text as results
                          from communications
                          join agents on agents.id = communications.agent_id and agents.tenant_id = communications.tenant_id
                         where communications.id = any (:ids) and communications.tenant_id = :tenant
                        """)
                .bind("ids", communicationIds.toArray(UUID[]::new))
                .bind("tenant", tenantId)
                .list(row -> Map.entry(row.uuid("id"), types(Columns.json(row.text("results"), FIELDS))))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Map<String, FieldType> types(List<ResultField> fields) {
        return fields.stream().collect(Collectors.toUnmodifiableMap(ResultField::name, ResultField::type, (a, b) -> a));
    }

    /** The results as the API shows them. */
    public static Map<String, Object> typed(Map<String, ?> results, @Nullable Map<String, FieldType> types) {
        Map<String, Object> typed = new LinkedHashMap<>();
        results.forEach((name, value) -> typed.put(
                name,
                Optional.ofNullable(types)
                        .map(known -> known.get(name))
                        .map(type -> typed(value, type))
                        .orElse(value)));
        return typed;
    }

    private static Object typed(Object value, FieldType type) {
        try {
            return FieldValue.ofCanonical(type, value.toString()).publicForm();
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
