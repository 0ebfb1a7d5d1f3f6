package campaignflows.campaign.validation;

import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.When;
import campaignflows.platform.values.AllowedWindow;
import campaignflows.platform.values.FieldParser;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a communication is due (rule M2): a base that is a date, offsets within a hundred years, and a window that opens. */
final class ScheduleRules {
    private static final int MAX_DAYS = 36_600;
    private static final int MAX_HOURS = MAX_DAYS * 24;
    private static final int MAX_MINUTES = MAX_HOURS * 60;

    /** No schedule means now, and so does one without a base. */
    boolean isFilledIn(@Nullable When when) {
        return when == null
                || switch (when.base()) {
                    case null -> true;
                    case When.Now now -> true;
                    case When.Today today -> true;
                    case When.Literal literal -> !LiteralText.isEmpty(literal.value());
                    case When.Field field -> SettingPresence.isFilledIn(field.field());
                    case When.Expression expression -> SettingPresence.isFilledIn(expression.code());
                };
    }

    void check(Node node, @Nullable When when, ValidationContext context, Findings findings) {
        if (when == null) {
            return;
        }
        checkBase(node, when.base(), context, findings);
        checkOffset(node, "offset_days", when.offsetDays(), MAX_DAYS, findings);
        checkOffset(node, "offset_hours", when.offsetHours(), MAX_HOURS, findings);
        checkOffset(node, "offset_minutes", when.offsetMinutes(), MAX_MINUTES, findings);
        if (when.window() != null) {
            checkWindow(node, when.window(), findings);
        }
    }

    private static void checkWindow(Node node, When.Window window, Findings findings) {
        try {
            // The window validates itself: creating one is the check.
            AllowedWindow allowed = window.allowed();
            if (allowed.weekdays().isEmpty()) {
                throw new IllegalStateException("Expected a window that opens, but it has no weekday");
            }
        } catch (IllegalArgumentException e) {
            findings.error(
                    node,
                    "when.window",
                    FindingCode.VALUE_INVALID,
                    "%s: %s".formatted(DisplayName.of(node), e.getMessage()));
        }
    }

    private static void checkBase(Node node, When.@Nullable Base base, ValidationContext context, Findings findings) {
        switch (base) {
            case null -> {}
            case When.Now now -> {}
            case When.Today today -> {}
            case When.Literal literal -> {
                JsonNode value = literal.value();
                if (value != null && !LiteralText.isEmpty(value)) {
                    checkLiteral(node, value, findings);
                }
            }
            case When.Field field -> {
                if (field.field() != null && !field.field().isBlank()) {
                    checkField(node, field.field(), context, findings);
                }
            }
            case When.Expression(String code) ->
                new ValueRules(context)
                        .expression(code)
                        .ifPresent(problem -> findings.error(
                                node,
                                "when.base",
                                problem,
                                "%s: When is not valid. %s".formatted(DisplayName.of(node), problem.message())));
        }
    }

    private static void checkLiteral(Node node, JsonNode value, Findings findings) {
        boolean valid = value.isTextual()
                && FieldParser.parse(FieldType.DATETIME, value.textValue(), ParseContext.UTC)
                        instanceof ParseResult.Parsed;
        if (!valid) {
            findings.error(
                    node,
                    "when.base.value",
                    FindingCode.VALUE_INVALID,
                    "%s: The fixed time is not valid. Write it as 2026-06-30 or 2026-06-30T10:00"
                            .formatted(DisplayName.of(node)));
        }
    }

    private static void checkField(Node node, String reference, ValidationContext context, Findings findings) {
        Optional<Property> field = context.properties().find(reference);
        if (field.isEmpty()) {
            findings.error(
                    node,
                    "when.base.field",
                    FindingCode.UNKNOWN_FIELD,
                    "%s: When is not valid. %s"
                            .formatted(
                                    DisplayName.of(node), context.properties().unknown(reference)));
        } else if (!field.get().isDate()) {
            findings.error(
                    node,
                    "when.base.field",
                    FindingCode.VALUE_INVALID,
                    "%s: When is not valid. %s is neither a date nor a datetime: choose one that is"
                            .formatted(DisplayName.of(node), reference));
        }
    }

    private static void checkOffset(Node node, String name, @Nullable Integer offset, int bound, Findings findings) {
        if (offset != null && (offset < -bound || offset > bound)) {
            findings.error(
                    node,
                    "when." + name,
                    FindingCode.VALUE_INVALID,
                    "%s: Expected %s from -%d to %d".formatted(DisplayName.of(node), name, bound, bound));
        }
    }
}
