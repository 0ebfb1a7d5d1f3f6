package campaignflows.communication.whatsapp;

import campaignflows.platform.contracts.message.MessageContent;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message as the Cloud API takes it: an approved template with the values of its variables, or free text.
 *
 * @param ourId comes back in every receipt of the message
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WhatsAppMessage(
        @JsonProperty("messaging_product") String product,
        @JsonProperty("recipient_type") String recipientType,
        String to,
        String type,
        @Nullable Template template,
        @Nullable Text text,
        @JsonProperty("biz_opaque_callback_data") String ourId) {
    private static final String PRODUCT = "whatsapp";
    private static final String INDIVIDUAL = "individual";

    /** Not allowed in the value of a variable. */
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\x{2028}\\x{2029}]+");

    private static final Pattern MANY_SPACES = Pattern.compile(" {5,}");

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Template(String name, Language language, List<Component> components) {}

    record Language(String code) {}

    record Component(String type, List<Parameter> parameters) {}

    record Parameter(String type, String text) {}

    record Text(@JsonProperty("preview_url") boolean previewUrl, String body) {}

    static WhatsAppMessage of(UUID communicationId, String to, MessageContent.ApprovedTemplate template) {
        List<Parameter> values = template.variables().stream()
                .map(value -> new Parameter("text", oneLine(value)))
                .toList();
        List<Component> components = values.isEmpty() ? List.of() : List.of(new Component("body", values));
        return new WhatsAppMessage(
                PRODUCT,
                INDIVIDUAL,
                to,
                "template",
                new Template(template.name(), new Language(template.language()), components),
                null,
                communicationId.toString());
    }

    static WhatsAppMessage of(UUID communicationId, String to, String text) {
        return new WhatsAppMessage(
                PRODUCT, INDIVIDUAL, to, "text", null, new Text(false, text), communicationId.toString());
    }

    private static String oneLine(String value) {
        return MANY_SPACES
                .matcher(BREAKS.matcher(value).replaceAll(" "))
                .replaceAll("    ")
                .strip();
    }
}
