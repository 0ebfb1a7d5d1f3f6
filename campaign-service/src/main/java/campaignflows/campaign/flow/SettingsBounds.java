package campaignflows.campaign.flow;

import campaignflows.platform.contracts.flow.MessageTemplate;
import campaignflows.platform.contracts.flow.NodeSettings;
import campaignflows.platform.contracts.flow.ValueSource;
import campaignflows.platform.contracts.flow.When;
import campaignflows.platform.values.ValueLimits;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of a node's settings. They keep a flow small enough for a message, and exclude what could not be written as JSON
 * again: numbers with a billion digits, invalid characters.
 */
final class SettingsBounds {
    static final int MAX_NAME = 200;

    private static final int MAX_ENTRIES = 100;
    private static final int MAX_LIST = 1_000;
    private static final int MAX_REFERENCE = 200;
    private static final int MAX_CODE = 10_000;
    private static final int MAX_SCRIPT = 100_000;
    private static final int MAX_SCALE = 100;
    private static final int MAX_DEPTH = 20;

    private final List<String> problems = new ArrayList<>();

    private SettingsBounds() {}

    static List<String> problemsOf(NodeSettings settings) {
        SettingsBounds bounds = new SettingsBounds();
        switch (settings) {
            case NodeSettings.None none -> {}
            case NodeSettings.FieldCheck check -> {
                bounds.text("property", check.property(), MAX_REFERENCE);
                bounds.value("value", check.value());
            }
            case NodeSettings.Communication communication -> bounds.communication(communication);
            case NodeSettings.UpdateField update -> bounds.updates(update.updates());
            case NodeSettings.ToAnotherFlow other -> {}
            case NodeSettings.PythonAction action -> bounds.text("script", action.script(), MAX_SCRIPT);
            case NodeSettings.Unreadable unreadable -> bounds.anything(unreadable.json(), 0);
        }
        return bounds.problems;
    }

    /** JSON that is only stored: it must contain nothing that could not be stored or written again. */
    private void anything(JsonNode json, int depth) {
        if (depth > MAX_DEPTH) {
            problems.add("The settings are nested too deeply");
        } else if (json.isContainerNode()) {
            if (json.size() > MAX_LIST) {
                problems.add("A list or object in the settings has at most %,d entries".formatted(MAX_LIST));
                return;
            }
            json.fieldNames().forEachRemaining(name -> text("name of a setting", name, MAX_NAME));
            json.forEach(part -> anything(part, depth + 1));
        } else if (json.isTextual()) {
            text("settings", json.textValue(), MAX_SCRIPT);
        } else {
            scalar("settings", json);
        }
    }

    private void communication(NodeSettings.Communication communication) {
        text("communication_name", communication.communicationName(), MAX_NAME);
        text("subject", communication.subject(), MessageTemplate.MAX_LENGTH);
        text("body", communication.body(), MessageTemplate.MAX_LENGTH);
        parameters(communication.parameters());
        NodeSettings.Template template = communication.template();
        if (template != null) {
            text("template name", template.name(), MAX_NAME);
            text("template language", template.language(), MAX_NAME);
            variables(template.variables());
        }
        if (communication.when() != null) {
            schedule(communication.when());
        }
    }

    private void parameters(@Nullable Map<String, ? extends @Nullable ValueSource> parameters) {
        if (parameters != null && count("parameters", parameters.size())) {
            parameters.forEach((name, value) -> {
                text("parameter name", name, MAX_NAME);
                value("parameter " + name, value);
            });
        }
    }

    private void variables(@Nullable List<? extends @Nullable ValueSource> variables) {
        if (variables != null && count("variables", variables.size())) {
            variables.forEach(value -> value("variable", value));
        }
    }

    private void updates(@Nullable List<? extends NodeSettings.@Nullable Update> updates) {
        if (updates == null || !count("updates", updates.size())) {
            return;
        }
        for (NodeSettings.Update update : updates) {
            if (update == null) {
                problems.add("An update is an object with field and value, not null");
            } else {
                text("field", update.field(), MAX_REFERENCE);
                value("value", update.value());
            }
        }
    }

    private void schedule(When when) {
        if (when.window() != null && when.window().weekdays() != null) {
            count("weekdays", when.window().weekdays().size());
        }
        switch (when.base()) {
            case null -> {}
            case When.Now now -> {}
            case When.Today today -> {}
            case When.Literal literal -> literal("when", literal.value());
            case When.Field field -> text("when", field.field(), MAX_REFERENCE);
            case When.Expression expression -> text("when", expression.code(), MAX_CODE);
        }
    }

    private void value(String what, @Nullable ValueSource value) {
        switch (value) {
            case null -> {}
            case ValueSource.Literal literal -> literal(what, literal.value());
            case ValueSource.Field field -> text(what, field.field(), MAX_REFERENCE);
            case ValueSource.RelativeDate date -> text(what, date.field(), MAX_REFERENCE);
            case ValueSource.Expression expression -> text(what, expression.code(), MAX_CODE);
        }
    }

    private void literal(String what, @Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return;
        }
        if (value.isArray()) {
            if (value.size() > MAX_LIST) {
                problems.add("%s: A list has at most %,d values".formatted(what, MAX_LIST));
                return;
            }
            value.forEach(element -> scalar(what, element));
        } else {
            scalar(what, value);
        }
    }

    private void scalar(String what, JsonNode value) {
        if (!value.isValueNode()) {
            problems.add("%s: A literal is a text, a number, true, false or a list of these".formatted(what));
        } else if (value.isTextual()) {
            text(what, value.textValue(), ValueLimits.MAX_TEXT_LENGTH);
        } else if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            if (Math.abs((long) number.scale()) > MAX_SCALE || number.precision() > MAX_SCALE) {
                problems.add("%s: The number has too many digits".formatted(what));
            }
        }
    }

    private boolean count(String what, int size) {
        if (size > MAX_ENTRIES) {
            problems.add("A node has at most %d %s".formatted(MAX_ENTRIES, what));
        }
        return size <= MAX_ENTRIES;
    }

    private void text(String what, @Nullable String text, int max) {
        if (text == null) {
            return;
        }
        if (text.length() > max) {
            problems.add("%s: At most %,d characters, but there are %,d".formatted(what, max, text.length()));
        } else if (!ValueLimits.isStorable(text)) {
            problems.add("%s: The text holds a character that cannot be stored".formatted(what));
        }
    }
}
