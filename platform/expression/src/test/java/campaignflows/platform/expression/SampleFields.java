package campaignflows.platform.expression;

import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.FieldValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The fields of the corpus, as the script that made it knew them: {@code src/test/python/generate_corpus.py}. */
final class SampleFields implements Names {
    static final Instant NOW = Instant.parse("2026-03-28T23:30:15.250Z");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<Field> fields = new ArrayList<>();

    record Field(Level level, String name, @Nullable FieldValue value) {}

    SampleFields() {
        for (JsonNode field : lines("fields.jsonl")) {
            FieldType type = FieldType.valueOf(field.get("type").asText());
            FieldValue value = field.get("text").isNull()
                    ? null
                    : FieldValue.ofCanonical(type, field.get("text").asText());
            Level level = Level.valueOf(field.get("level").asText().toUpperCase(Locale.ROOT));
            fields.add(new Field(level, field.get("name").asText(), value));
        }
    }

    static List<JsonNode> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(SampleFields.class.getResourceAsStream("/" + resource))) {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isEmpty()) {
                    lines.add(MAPPER.readTree(line));
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public OptionalInt bare(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name) && fields.get(i).level() != Level.COMMUNICATION) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    @Override
    public OptionalInt of(Level level, String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name) && fields.get(i).level() == level) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    Environment in(String zone) {
        return new Environment() {
            @Override
            public @Nullable FieldValue field(int index) {
                return fields.get(index).value();
            }

            @Override
            public Instant now() {
                return NOW;
            }

            @Override
            public ZoneId zone() {
                return ZoneId.of(zone);
            }
        };
    }
}
