package campaignflows.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.expression.code.Program;
import campaignflows.platform.expression.code.ScriptCompiler;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
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
            "_",
            "@",
            "$",
            "?",
            "...",
            ":=",
            "->");

    private final SampleFields fields = new SampleFields();
    private final long seed = System.nanoTime();
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
            assertThat(compiling.compile().evaluate(fields.in("Europe/Berlin"), SHORT))
                    .isNotNull();
        } catch (CompileException e) {
            assertThat(e.line()).isPositive();
            assertThat(e.column()).isPositive();
        } catch (RuntimeException | StackOverflowError e) {
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
        String text = piece.repeat(20_000);

        assertThatThrownBy(() -> ScriptCompiler.expression(text, fields)).isInstanceOf(CompileException.class);
        assertThatThrownBy(() -> ScriptCompiler.script("def run(context):\n return " + text, fields))
                .isInstanceOf(CompileException.class);
    }

    @Test
    void shouldRefuseLongChainsAndDeepBlocks() {
        String chain = "1" + " + 1".repeat(20_000);
        StringBuilder blocks = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            blocks.append(" ".repeat(i)).append("if True:\n");
        }
        String branches = "def run(context):\n if 1: pass\n" + " elif 1: pass\n".repeat(20_000);

        assertThatThrownBy(() -> ScriptCompiler.expression(chain, fields))
                .hasMessageEndingWith("The code is nested too deeply");
        assertThatThrownBy(() -> ScriptCompiler.script(blocks.toString(), fields))
                .isInstanceOf(CompileException.class);
        assertThatThrownBy(() -> ScriptCompiler.script(branches, fields)).isInstanceOf(CompileException.class);
    }
}
