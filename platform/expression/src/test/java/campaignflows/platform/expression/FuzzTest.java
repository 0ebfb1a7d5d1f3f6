package campaignflows.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.expression.code.Program;
import campaignflows.platform.expression.code.Program.Outcome;
import campaignflows.platform.expression.code.ScriptCompiler;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a text is, compiling it gives code or a {@link CompileException}, and evaluating code gives an outcome. */
class FuzzTest {
    private static final int TEXTS = 3_000;
    private static final Limits SHORT = new Limits(20_000, 1 << 20, 1_000, Duration.ofSeconds(10));
    private static final List<String> TOKENS = List.of(
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            ".",
            ";",
            "=",
            "==",
            "+",
            "-",
            "*",
            "**",
            "/",
            "//",
            "%",
            "<<",
            "<",
            "in",
            "not",
            "is",
            "and",
            "or",
            "if",
            "else",
            "for",
            "lambda",
            "def run(context):\n ",
            "return ",
            "while ",
            "\n",
            "\n ",
            "\n  ",
            " ",
            "x",
            "name",
            "price",
            "context",
            "customer.",
            "1",
            "0.5",
            "1e9",
            "'a'",
            "f'{",
            "}'",
            "'",
            "\"\"\"",
            "None",
            "True",
            "str",
            "range",
            "datetime",
            "timedelta",
            ".format",
            "%s",
            "!r",
            "\\",
            "#",
            "\t",
            "é",
            "😀",
            "\u0000",
            "\ud800",
            "0x",
            "9".repeat(300),
            "1_".repeat(2_000) + "1",
            "0x" + "f".repeat(3_000),
            "1." + "0".repeat(3_000) + "e" + "9".repeat(50),
            "((((((((",
            "))))))))",
            "----------",
            "not not not ",
            "[0][0][0]",
            ".a.a.a",
            "lambda: lambda: ",
            " if 1 else ",
            " for x in ",
            "f'{f\"{",
            "{{",
            "elif ",
            "{1: ",
            "_",
            "@",
            "$",
            "?",
            "...",
            ":=",
            "->");

    private final SampleFields fields = new SampleFields();
    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    FuzzTest() {
        System.out.println("FuzzTest seed " + seed);
    }

    @Test
    void shouldBearTokensInAnyOrder() {
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int t = 0; t < length; t++) {
                text.append(TOKENS.get(random.nextInt(TOKENS.size())));
            }
            bear(text.toString());
        }
    }

    @Test
    void shouldBearAnyCharacters() {
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(60);
            for (int c = 0; c < length; c++) {
                text.append((char) (random.nextInt(10) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
            }
            bear(text.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"corpus.jsonl", "scripts.jsonl"})
    void shouldBearValidCodeWithMistakes(String corpus) {
        List<JsonNode> cases = SampleFields.lines(corpus);
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder(
                    cases.get(random.nextInt(cases.size())).get("code").asText());
            for (int mistakes = random.nextInt(4); mistakes >= 0 && !text.isEmpty(); mistakes--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, TOKENS.get(random.nextInt(TOKENS.size())));
                    default -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
                }
            }
            bear(text.toString());
        }
    }

    private void bear(String text) {
        bear(text, () -> ScriptCompiler.expression(text, fields));
        bear(text, () -> ScriptCompiler.script(text, fields));
    }

    private interface Compiling {
        Program compile();
    }

    private void bear(String text, Compiling compiling) {
        try {
            Outcome outcome = compiling.compile().evaluate(fields.in("Europe/Berlin"), SHORT);
            if (outcome instanceof Outcome.Failure(var error, int line)) {
                assertThat(error.type()).as("Seed %d: %s", seed, text).isNotEqualTo(Program.DEFECT);
                assertThat(line).isPositive();
            }
            if (outcome instanceof Outcome.Value(Object value)) {
                assertThat(PythonResult.of(value)).isNotNull();
                assertThat(ScriptResult.of(value)).isNotNull();
            }
        } catch (CompileException e) {
            assertThat(e.line()).isPositive();
            assertThat(e.column()).isPositive();
            assertThat(e.problem().length()).isLessThanOrEqualTo(400);
            assertThat(e.problem()).as("Seed %d: %s", seed, text).doesNotContain("cannot read this code");
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError("Seed %d: %s".formatted(seed, text), e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "[",
                "{1:",
                "-",
                "not ",
                "lambda: ",
                "1 if 1 else ",
                "1 + ",
                "1 ** ",
                "f'{",
                "x[",
                "str(",
                "[x for x in ",
                "1 < ",
                "'a' + ",
                "(1, ",
                "~",
                "a.",
                "1 and not "
            })
    void shouldRefuseWhatIsNestedTooDeeplyInsteadOfRunningOutOfStack(String piece) {
        String expression = piece.repeat(9_900 / piece.length());
        String script = "def run(context):\n return " + piece.repeat(99_000 / piece.length());

        assertRefused(() -> ScriptCompiler.expression(expression, fields));
        assertRefused(() -> ScriptCompiler.script(script, fields));
    }

    private static void assertRefused(ThrowingCallable compiling) {
        assertThatThrownBy(compiling)
                .isInstanceOfSatisfying(
                        CompileException.class,
                        error -> assertThat(error.problem()).doesNotContain("cannot read this code"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9", "1_1", "0", "0_0", "0x1f_", "0o7", "0b1_0", "1.5", "1.", ".5", "1e5", "1e", "0.0_1", "007", "0xg"
            })
    void shouldBearNumbersOfAnyLength(String start) {
        for (int length : new int[] {1, 10, 1_000, 4_299, 4_301, 9_000}) {
            bear(start + "9".repeat(length));
            bear(start + "_9".repeat(length / 2));
            bear("9".repeat(length) + start);
            bear("0".repeat(length) + start);
            bear(start + "f".repeat(length));
            bear("def run(context):\n return " + start + "1".repeat(length * 10));
        }
    }

    @Test
    void shouldRefuseTooManyDigitsWhereTheyStand() {
        assertThat(PythonExpression.problems("1 +\n  " + "9".repeat(9_000), fields))
                .containsExactly(new CodeProblem(2, 3, "The number has more than 4300 digits"));
        assertThat(PythonScript.problems("def run(context):\n return 0x" + "f".repeat(70_000), fields))
                .containsExactly(new CodeProblem(2, 9, "The number has more than 262,144 bits"));
    }

    @Test
    void shouldRefuseCodeThatIsTooLong() {
        assertThat(PythonExpression.problems("'" + "a".repeat(10_000) + "'", fields))
                .containsExactly(new CodeProblem(1, 10_001, "The code has more than 10,000 characters"));
        assertThat(PythonScript.problems("#\n" + "#".repeat(1 << 22), fields))
                .containsExactly(new CodeProblem(2, 99_999, "The code has more than 100,000 characters"));
        assertThat(PythonExpression.problems("'" + "a".repeat(9_998) + "'", fields))
                .isEmpty();
    }

    /** Threads have smaller stacks than the ones that tests run on. */
    @Test
    void shouldBearTheDeepestCodeOnASmallStack() throws InterruptedException {
        List<String> deep = List.of(
                "(".repeat(95) + "1" + ")".repeat(95),
                "-".repeat(95) + "1",
                "not ".repeat(95) + "1",
                "[".repeat(95) + "]".repeat(95),
                "lambda: ".repeat(95) + "1",
                "1 if 1 else ".repeat(95) + "1",
                "1" + " + 1".repeat(390),
                "str(".repeat(95) + ")".repeat(95),
                "x" + "[0]".repeat(190),
                "[0 for x in ".repeat(95) + "[]" + "]".repeat(95));
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        deep.forEach(this::bear);
                    } catch (Throwable e) {
                        failure.set(e);
                    }
                },
                "small stack",
                256 * 1024);
        thread.start();
        thread.join();

        assertThat(failure.get()).isNull();
    }

    @Test
    void shouldRefuseLongChainsAndDeepBlocks() {
        String chain = "1" + " + 1".repeat(2_000);
        StringBuilder blocks = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            blocks.append(" ".repeat(i)).append("if True:\n");
        }
        String branches = "def run(context):\n if 1: pass\n" + " elif 1: pass\n".repeat(5_000);

        assertThatThrownBy(() -> ScriptCompiler.expression(chain, fields))
                .hasMessageEndingWith("The code is nested too deeply");
        assertThatThrownBy(() -> ScriptCompiler.script(blocks.toString(), fields))
                .isInstanceOf(CompileException.class);
        assertThatThrownBy(() -> ScriptCompiler.script(branches, fields)).isInstanceOf(CompileException.class);
    }
}
