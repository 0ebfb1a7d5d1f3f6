package campaignflows.communication.simulatedagent;

import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.values.FieldValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** An allowed value of a result, by chance. Dates are of one fixed year, since the same conversation must give the same date. */
final class RandomValue {
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
    private static final Instant FIRST_MOMENT = Instant.parse("2026-01-01T00:00:00Z");
    private static final int DAYS = 365;

    private RandomValue() {}

    static FieldValue of(Random random, ResultField result) {
        return switch (result.type()) {
            case STRING -> new FieldValue.Text("simulated " + (1 + random.nextInt(100)));
            case INTEGER -> new FieldValue.IntegerValue(random.nextInt(101));
            case NUMERIC -> new FieldValue.Decimal(BigDecimal.valueOf(random.nextInt(10_001), 2));
            case BOOLEAN -> new FieldValue.Bool(random.nextBoolean());
            case DATE -> new FieldValue.Date(FIRST_DAY.plusDays(random.nextInt(DAYS)));
            case DATETIME -> new FieldValue.DateTime(FIRST_MOMENT.plus(random.nextInt(DAYS * 24), ChronoUnit.HOURS));
            case ENUMERATION ->
                new FieldValue.Enumeration(
                        result.values().get(random.nextInt(result.values().size())));
            case EMAIL -> new FieldValue.Email("simulated" + random.nextInt(1000) + "@example.org");
            case PHONE -> new FieldValue.Phone("+4930" + (1_000_000 + random.nextInt(9_000_000)));
        };
    }
}
