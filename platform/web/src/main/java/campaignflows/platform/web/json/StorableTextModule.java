package campaignflows.platform.web.json;

import campaignflows.platform.values.ValueLimits;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/**
 * Refuses texts that PostgreSQL cannot store when they are read: otherwise a name with a NUL character would fail in a statement,
 * as an internal error.
 */
final class StorableTextModule extends SimpleModule {
    StorableTextModule() {
        super("storable-text");
        addDeserializer(String.class, new StorableText());
    }

    private static final class StorableText extends StdScalarDeserializer<String> {
        private StorableText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(parser, context);
            if (text != null && !ValueLimits.isStorable(text)) {
                throw JsonMappingException.from(
                        parser,
                        "Not storable",
                        new IllegalArgumentException(
                                "The text holds a character that cannot be stored (NUL or half of a surrogate pair): remove it"));
            }
            return text;
        }
    }
}
