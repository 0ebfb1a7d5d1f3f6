package campaignflows.engine.node;

import campaignflows.engine.value.InvalidSettingException;
import campaignflows.engine.value.Operand;
import campaignflows.engine.value.Operand.Resolved;
import campaignflows.engine.value.OperandCompiler;
import campaignflows.engine.value.Property;
import campaignflows.engine.value.WalkView;
import campaignflows.platform.contracts.flow.When;
import campaignflows.platform.contracts.message.Schedule;
import campaignflows.platform.values.AllowedWindow;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.FieldValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a communication is due (rule M2): its base is resolved here, in the walk; offset, time of day and window are
 * applied where it is planned.
 */
record CompiledWhen(
        Base base,
        int days,
        int hours,
        int minutes,
        @Nullable LocalTime timeOfDay,
        @Nullable AllowedWindow window) {

    /** What the offset counts from. */
    private sealed interface Base {
        record Now() implements Base {}

        record Today() implements Base {}

        record Of(Operand moment) implements Base {}
    }

    static CompiledWhen compile(@Nullable When when, OperandCompiler operands) {
        if (when == null) {
            return new CompiledWhen(new Base.Now(), 0, 0, 0, null, null);
        }
        return new CompiledWhen(
                base(when.base(), operands),
                orZero(when.offsetDays()),
                orZero(when.offsetHours()),
                orZero(when.offsetMinutes()),
                when.timeOfDay(),
                window(when.window()));
    }

    private static @Nullable AllowedWindow window(When.@Nullable Window window) {
        try {
            return window == null ? null : window.allowed();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("When: " + e.getMessage());
        }
    }

    private static Base base(When.@Nullable Base base, OperandCompiler operands) {
        return switch (base) {
            case null -> new Base.Now();
            case When.Now now -> new Base.Now();
            case When.Today today -> new Base.Today();
            case When.Literal literal -> new Base.Of(operands.forMoment(literal.value(), "When"));
            case When.Field field -> new Base.Of(field(field, operands));
            case When.Expression expression ->
                new Base.Of(operands.forMoment(Settings.required(expression.code(), "When"), "When"));
        };
    }

    private static Operand field(When.Field field, OperandCompiler operands) {
        Property property = operands.properties().at(field.field(), "When");
        if (property.type() != FieldType.DATE && property.type() != FieldType.DATETIME) {
            throw new InvalidSettingException("When names a field that is no date: " + property.path());
        }
        return new Operand.OfProperty(property);
    }

    Schedule resolve(WalkView walk) {
        return switch (base) {
            case Base.Now() -> schedule(walk, walk.now(), null, null);
            case Base.Today() ->
                schedule(walk, null, walk.now().atZone(walk.zone()).toLocalDate(), null);
            case Base.Of(Operand moment) ->
                switch (moment.resolve(walk)) {
                    case Resolved.Values(List<FieldValue> values) -> of(values.getFirst(), walk);
                    case Resolved.Unset(String reason, boolean onPurpose) -> schedule(walk, null, null, reason);
                    case Resolved.Impossible(String reason) -> schedule(walk, null, null, reason);
                };
        };
    }

    private Schedule of(FieldValue value, WalkView walk) {
        return switch (value) {
            case FieldValue.Date(LocalDate date) -> schedule(walk, null, date, null);
            case FieldValue.DateTime(Instant instant) -> schedule(walk, instant, null, null);
            default -> throw new IllegalStateException("Expected a date or datetime, but it is a " + value.type());
        };
    }

    private Schedule schedule(
            WalkView walk, @Nullable Instant instant, @Nullable LocalDate date, @Nullable String missing) {
        return new Schedule(instant, date, missing, days, hours, minutes, timeOfDay, walk.zone(), window);
    }

    private static int orZero(@Nullable Integer offset) {
        return offset == null ? 0 : offset;
    }
}
