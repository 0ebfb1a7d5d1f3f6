package campaignflows.communication.agent;

import campaignflows.communication.external.ExternalSettings;
import campaignflows.communication.simulatedagent.AgentSettings;
import campaignflows.communication.simulatedagent.SimulatedSettings;
import campaignflows.communication.storage.Columns;
import campaignflows.communication.voice.CallScript;
import campaignflows.platform.contracts.communication.ResultField;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
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

    /** Null for an agent without any. Those of a simulated agent name its odds, all of them, those of an external one its endpoint. */
    static @Nullable AgentSettings settings(String json) {
        if (NONE.equals(json)) {
            return null;
        }
        JsonNode settings = Columns.json(json, JsonNode.class);
        if (settings.has("endpoint")) {
            return Columns.json(json, ExternalSettings.class);
        }
        return settings.has("delivered")
                ? Columns.json(json, SimulatedSettings.class)
                : Columns.json(json, CallScript.class);
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
    public static class Settings implements AttributeConverter<AgentSettings, String> {
        @Override
        public String convertToDatabaseColumn(@Nullable AgentSettings settings) {
            return settings == null ? NONE : Columns.json(settings);
        }

        @Override
        public @Nullable AgentSettings convertToEntityAttribute(@Nullable String json) {
            return json == null ? null : settings(json);
        }
    }
}
