package campaignflows.communication.channel;

import campaignflows.communication.storage.Columns;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a channel as the column has them: an empty object for types without any. Those that cannot be read are null:
 * that is one channel's fault, and must not keep the others from being worked with.
 */
@Converter
public class EmailSettingsConverter implements AttributeConverter<EmailSettings, String> {
    @Override
    public String convertToDatabaseColumn(@Nullable EmailSettings settings) {
        return settings == null ? "{}" : Columns.json(settings);
    }

    @Override
    public @Nullable EmailSettings convertToEntityAttribute(@Nullable String json) {
        return json == null ? null : read(json);
    }

    static @Nullable EmailSettings read(String json) {
        try {
            EmailSettings settings = Columns.json(json, EmailSettings.class);
            return settings.isWhole() ? settings : null;
        } catch (IllegalStateException e) {
            return null;
        }
    }
}
