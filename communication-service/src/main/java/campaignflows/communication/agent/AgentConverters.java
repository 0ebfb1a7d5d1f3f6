package campaignflows.communication.agent;

import campaignflows.communication.simulation.SimulatedSettings;
import campaignflows.communication.storage.Columns;
import campaignflows.platform.contracts.communication.ResultField;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an agent keeps as JSON, in the form of the columns. */
final class AgentConverters {
    private static final TypeReference<List<ResultField>> RESULTS = new TypeReference<>() {};
    private static final String NONE = "{}";

    private AgentConverters() {}

    static List<ResultField> results(String json) {
        return Columns.json(json, RESULTS);
    }

    /** Null for an agent without any: a message agent has an empty object. */
    static @Nullable SimulatedSettings settings(String json) {
        return NONE.equals(json) ? null : Columns.json(json, SimulatedSettings.class);
    }

    @Converter
    public static class Results implements AttributeConverter<List<ResultField>, String> {
        @Override
        public String convertToDatabaseColumn(@Nullable List<ResultField> results) {
            return Columns.json(results == null ? List.of() : results);
        }

        @Override
        public List<ResultField> convertToEntityAttribute(@Nullable String json) {
            return json == null ? List.of() : results(json);
        }
    }

    @Converter
    public static class Settings implements AttributeConverter<SimulatedSettings, String> {
        @Override
        public String convertToDatabaseColumn(@Nullable SimulatedSettings settings) {
            return settings == null ? NONE : Columns.json(settings);
        }

        @Override
        public @Nullable SimulatedSettings convertToEntityAttribute(@Nullable String json) {
            return json == null ? null : settings(json);
        }
    }
}
