package campaignflows.platform.expression.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.expression.Environment;
import campaignflows.platform.expression.Limits;
import campaignflows.platform.expression.Names;
import campaignflows.platform.expression.code.Program.Outcome;
import campaignflows.platform.expression.code.ScriptCompiler;
import campaignflows.platform.expression.runtime.Comparison.Relation;
import campaignflows.platform.values.FieldValue;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Rule E2: no operation works longer than the steps that it is charged. Every one there is stands in {@code work.txt} with
 * the values that are worst for it; each is done with values of growing size, and what it takes of the processor is held
 * against a loop of plain code that was charged as many steps. Of several attempts the quickest counts.
 */
class WorkTest {
    private static final int[] SIZES = {300, 20_000, 400_000};
    private static final int ATTEMPTS = 3;
    private static final int AGAIN = 5;
    private static final long SHORT_NANOS = 200_000;
    /** What takes less cannot hold up anything: the clock is looked at every few thousand steps. */
    private static final long HARMLESS_NANOS = 50_000;
    /** No machine is quicker; one that is not busy at first measures less than it will later. */
    private static final double LEAST_UNIT = 15;
    /**
     * How many times as long as plain code of as many steps. Work that grows faster than its charge is thousands of times as
     * long at the largest size; what is below is the machine's: its caches, its compilers, and who else is on it.
     */
    private static final double CEILING = 1_000;
    /** What a call and its measuring cost in addition, in steps. */
    private static final int AROUND = 8;

    private static final Limits GENEROUS = new Limits(20_000_000, 1L << 30, 2_500, Duration.ofMinutes(10));
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** An operation on {@code v}, which is made from {@code n}. */
    private record Row(String name, String values, String operation) {}

    private record Measured(long nanos, long steps, int times) {
        boolean isLongerThan(double nanosOfAStep) {
            return nanos > HARMLESS_NANOS * times && nanosPerStep() > nanosOfAStep;
        }

        double nanosPerStep() {
            return (double) nanos / steps;
        }
    }

    private static final Names NO_NAMES = new Names() {
        @Override
        public OptionalInt bare(String name) {
            return OptionalInt.empty();
        }

        @Override
        public OptionalInt of(Level level, String name) {
            return OptionalInt.empty();
        }
    };

    private static final Environment ENVIRONMENT = new Environment() {
        @Override
        public @Nullable FieldValue field(int index) {
            return null;
        }

        @Override
        public Instant now() {
            return Instant.parse("2026-03-28T23:30:15.250Z");
        }

        @Override
        public ZoneId zone() {
            return ZoneId.of("Europe/Berlin");
        }
    };

    @Test
    void shouldKnowEveryOperation() throws IOException {
        Set<String> known = new TreeSet<>();
        rows().forEach(row -> known.add(row.name()));
        Set<String> all = new TreeSet<>(Builtins.names());
        for (PyType type : PyType.values()) {
            String name = type == PyType.BOOL ? "int" : type.shortName();
            Attributes.methodsOf(type).forEach(method -> all.add(name + "." + method));
            TypeAttributes.namesOf(type).forEach(method -> all.add(name + "." + method));
        }
        for (Op op : Op.values()) {
            all.add("operator " + op.sign());
        }
        for (Relation relation : Relation.values()) {
            all.add("relation " + relation.name());
        }
        all.addAll(List.of("unary -", "unary +", "unary ~", "unary not", "index", "slice", "iteration", "unpacking"));
        "bcdeEfFgGnosxX%".chars().forEach(type -> all.add("format " + (char) type));
        "acdeEfFgGiorsuxX%".chars().forEach(type -> all.add("percent " + (char) type));

        assertThat(all).as("without a row in work.txt").isSubsetOf(known);
        known.removeAll(all);
        assertThat(known).as("rows of nothing").allMatch(name -> name.startsWith("code "));
    }

    @Test
    void shouldChargeForWhatEveryOperationTakes() throws IOException {
        Row plain = new Row("code", "range(2000)", "sum([i * 3 + 1 for i in v if i % 2 == 0])");
        double unit = 0;
        for (int i = 0; i < 10; i++) {
            double measured = measured(plain, 1).nanosPerStep();
            unit = unit == 0 ? measured : Math.min(unit, measured);
        }
        unit = Math.max(unit, LEAST_UNIT);
        List<String> tooLong = new ArrayList<>();
        for (Row row : rows()) {
            for (int size : SIZES) {
                Measured one = measured(row, size);
                for (int again = 0; again < AGAIN && one.isLongerThan(CEILING * unit); again++) {
                    one = measured(row, size);
                }
                if (one.isLongerThan(CEILING * unit)) {
                    tooLong.add("%s with n=%,d: %,d us for %,d steps, %.0f ns each, %.0f times plain code: %s"
                            .formatted(
                                    row.name(),
                                    size,
                                    one.nanos() / 1_000,
                                    one.steps(),
                                    one.nanosPerStep(),
                                    one.nanosPerStep() / unit,
                                    row.operation()));
                    break;
                }
            }
        }

        assertThat(tooLong).as("a step of plain code takes %.1f ns", unit).isEmpty();
    }

    private static Measured measured(Row row, int size) {
        Object values = Calls.call(run(), function("lambda n: " + row.values()), Arguments.of((long) size));
        Object operation = function("lambda v: " + row.operation());
        // Short ones are done many times over, so that they are compiled and the clock can see them.
        long once = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && once > SHORT_NANOS; i++) {
            once = Math.min(once, nanos(values, operation, 1).nanos());
        }
        int times = (int) Math.max(1, Math.min(2_000, 4 * SHORT_NANOS / Math.max(1, once)));
        Measured best = null;
        for (int i = 0; i < ATTEMPTS; i++) {
            Measured one = nanos(values, operation, times);
            best = best == null || one.nanosPerStep() < best.nanosPerStep() ? one : best;
            if (best.nanos() > 50 * SHORT_NANOS && i > 0) {
                break;
            }
        }
        return Objects.requireNonNull(best);
    }

    private static Measured nanos(Object values, Object operation, int times) {
        long steps = 0;
        long begin = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            Evaluation run = run();
            try {
                Calls.call(run, operation, Arguments.of(values));
            } catch (PythonError | StackOverflowError refused) {
                // Then what it was charged is more than there is; the stack's end is an error of the code, too.
            }
            steps += run.steps() + AROUND;
        }
        return new Measured(THREADS.getCurrentThreadCpuTime() - begin, steps, times);
    }

    private static Evaluation run() {
        return new Evaluation(ENVIRONMENT, GENEROUS);
    }

    private static Object function(String code) {
        Outcome outcome = ScriptCompiler.expression(code, NO_NAMES).evaluate(ENVIRONMENT, GENEROUS);
        assertThat(outcome).as(code).isInstanceOf(Outcome.Value.class);
        return ((Outcome.Value) outcome).value();
    }

    private static List<Row> rows() throws IOException {
        try (InputStream in = Objects.requireNonNull(WorkTest.class.getResourceAsStream("/work.txt"))) {
            List<Row> rows = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.split(" ¦ ", -1);
                    assertThat(parts).as(line).hasSize(3);
                    rows.add(new Row(parts[0].strip(), parts[1].strip(), parts[2].strip()));
                }
            }
            return rows;
        }
    }
}
