package campaignflows.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.expression.code.Program.Outcome;
import campaignflows.platform.expression.code.ScriptCompiler;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule E2: whatever the code tries, it ends by a limit, as an error of Python, and soon. */
class HostileCodeTest {
    /** Far more time than any of them needs: what ends them is what they use, not the clock. */
    private static final Limits PATIENT =
            new Limits(Limits.SCRIPT.steps(), Limits.SCRIPT.bytes(), Limits.SCRIPT.depth(), Duration.ofMinutes(5));

    private final SampleFields fields = new SampleFields();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10 ** 10 ** 10",
                "(10 ** 10000) ** 10000",
                "2 ** (2 ** 62)",
                "1 << 10 ** 15",
                "(1 << 200000) * (1 << 200000)",
                "'a' * 10 ** 9",
                "'a' * 10 ** 30",
                "[0] * 10 ** 9",
                "(1,) * 2 ** 62",
                "['a' * 1000000 for i in range(1000)]",
                "[[0] * 1000000 for i in range(1000)]",
                "sum(range(10 ** 12))",
                "max(range(10 ** 18))",
                "10 ** 17 in [x for x in range(10 ** 18)]",
                "any(False for x in range(10 ** 18))",
                "list(range(10 ** 9))",
                "sorted(range(10 ** 9))",
                "len([x for x in range(10 ** 4) for y in range(10 ** 4)])",
                "f'{1:1000000000}'",
                "f'{1:.1000000000f}'",
                "f'{1.5:100000.99999f}' * 100",
                "'%0100000d' % 1 * 1000",
                "'{:1000000000}'.format(1)",
                "'x'.center(10 ** 9)",
                "'x'.ljust(2 ** 62)",
                "'x'.zfill(10 ** 12)",
                "'\\t'.expandtabs(10 ** 9)",
                "('a' * 100000).replace('a', 'b' * 100000)",
                "('a' * 1000).replace('', 'b' * 100000)",
                "('ab' * 1000).join(['x' * 1000] * 10000)",
                "('a' * 1000000).split('a')",
                "int('9' * 4300) ** 100 * int('9' * 4300) ** 100",
                "Decimal('1e9999') ** 1000000",
                "int(Decimal('1e9999')) ** 100",
                "Decimal('9' * 4000) ** 999999",
                "f\"{Decimal('1e-9999'):.99999f}\" * 100",
                "round(Decimal('1e9999'))* 10 ** 70000 * 10 ** 70000",
                "(lambda f: f(f))(lambda f: f(f))",
                "(lambda f: [f(f), f(f)])(lambda f: [f(f), f(f)])",
                "str([[[[[[[[[[0] * 10] * 10] * 10] * 10] * 10] * 10] * 10] * 10] * 10])",
                "[[[[[[[[[0] * 10] * 10] * 10] * 10] * 10] * 10] * 10] * 10] * 10 == [[[[[[[[[0] * 10] * 10] * 10] * 10] * 10] * 10] * 10] * 10] * 10",
                "{((((((0,) * 10,) * 10,) * 10,) * 10,) * 10,) * 10: 1}",
                "sorted(range(100000), key=lambda x: sum(range(x)))",
                "dict.fromkeys(range(10 ** 9))",
                "list(zip(*[range(10 ** 9)] * 1000))",
                "timedelta(days=10 ** 4000)",
                "range(10 ** 30)",
                "len(range(-2 ** 62, 2 ** 62, 1)) + len(range(-2 ** 63, 2 ** 63 - 1))",
                "[1, 2, 3][10 ** 40]",
                "[('a' * 500000 + 'b') in ('a' * 1000000) for i in range(10000)]",
                "9 ** 9 ** 9",
                "'a' * 10 ** 9",
                "f'{1:>1000000000}'",
                "int('9' * 100000)",
                "str(10 ** 100000)",
                "isinstance('x', (((((int,) * 1000,) * 1000,) * 1000,) * 1000,))",
                "Decimal(10 ** 70000)",
                "{Decimal(10 ** 70000): 1}",
                "chr(10 ** 30)",
                "date.fromordinal(10 ** 30)",
                "datetime.fromtimestamp(1e300)",
                "float('1' * 1000000) and [float('1' * 100000) for i in range(100000)]"
            })
    void shouldEndAnExpressionByALimit(String code) {
        assertThat(ScriptCompiler.expression(code, fields).evaluate(fields.in("UTC"), PATIENT))
                .isInstanceOf(Outcome.Failure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while True: pass",
                "x = 'a'\n    while True: x = x + x",
                "x = 'a'\n    while True: x += 'b' * 1000",
                "x = [1]\n    while True: x += x",
                "x = [1]\n    while True: x.append(x)",
                "x = []\n    for i in range(10 ** 9): x.insert(0, i)",
                "x = [1]\n    for y in x: x.append(y)",
                "x = 3\n    while True: x = x * x",
                "x = {}\n    i = 0\n    while True:\n        x[i] = i\n        i += 1",
                "x = []\n    x.append(x)\n    return str(x)",
                "x = []\n    x.append(x)\n    y = []\n    y.append(y)\n    return x == y",
                "x = []\n    x.append(x)\n    y = []\n    y.append(y)\n    return x < y",
                "t = ()\n    for i in range(10000): t = (t,)\n    return {t: 1}",
                "t = ()\n    for i in range(10000): t = (t,)\n    return str(t)",
                "t = (0,)\n    for i in range(100): t = (t, t)\n    return {t: 1}",
                "t = (0,)\n    for i in range(100): t = (t, t)\n    return repr(t)",
                "t = [0]\n    u = [0]\n    for i in range(100): t, u = [t, t], [u, u]\n    return t == u",
                "g = range(10)\n    for i in range(10000): g = (x for x in g)\n    return list(g)",
                "g = [1]\n    for i in range(10000): g = zip(g)\n    return list(g)",
                "g = [1]\n    for i in range(10000): g = enumerate(g)\n    return list(g)",
                "f = lambda: 1\n    for i in range(10000): f = (lambda g: lambda: g())(f)\n    return f()",
                "def f(n): return f(n + 1)\n    return f(0)",
                "def f(n): return [f(n + 1) for x in [1]]\n    return f(0)",
                "def f(n): return max([1], key=f)\n    return f(0)",
                "def f(n): return sorted([2, 1], key=f)\n    return f(0)",
                "def f(n): return f(n - 1) + f(n - 1) if n else 1\n    return f(60)",
                "x = 1\n    while True: x <<= 1",
                "x = Decimal(3)\n    while True: x = x * x",
                "x = 1.5\n    while True: x = x ** 1.0001"
            })
    void shouldEndAScriptByALimit(String body) {
        String script = "def run(context):\n    " + body + "\n";

        assertThat(ScriptCompiler.script(script, fields).evaluate(fields.in("UTC"), PATIENT))
                .isInstanceOf(Outcome.Failure.class);
    }
}
