#!/usr/bin/env python3
"""Asks CPython for the answers that the tests of platform/expression expect.

    python3 platform/expression/src/test/python/generate_corpus.py

reads expressions.txt (a line break in an expression is written ␤) and scripts.txt beside it, evaluates each with the fields below, makes up some more at random
(always the same ones), and writes corpus.jsonl, scripts.jsonl and generated.jsonl to ../resources. The tests need those
files only, not Python. Made with Python 3.11; another version words some errors differently.
"""
import ast
import datetime as dt
import json
import os
import pathlib
import random
import sys
import time as systime
from decimal import Decimal
from zoneinfo import ZoneInfo

HERE = pathlib.Path(__file__).parent
OUT = HERE.parent / "resources"
NOW = dt.datetime(2026, 3, 28, 23, 30, 15, 250000, tzinfo=dt.timezone.utc)

# name: (level, type of the field, canonical text or None)
FIELDS = {
    "name": ("customer", "STRING", "Zoë Kühn"),
    "email": ("customer", "EMAIL", "Zoe.Kuehn@Example.com"),
    "phone": ("customer", "PHONE", "4915112345678"),
    "city": ("customer", "STRING", None),
    "birthday": ("customer", "DATE", "1992-02-29"),
    "visits": ("customer", "INTEGER", "42"),
    "vip": ("customer", "BOOLEAN", "true"),
    "price": ("participant", "NUMERIC", "19.90"),
    "debt": ("participant", "NUMERIC", "-1234567.005"),
    "zero": ("participant", "NUMERIC", "0"),
    "due_date": ("participant", "DATE", "2026-04-02"),
    "due_at": ("participant", "DATETIME", "2026-03-29T00:30:00Z"),
    "folded_at": ("participant", "DATETIME", "2026-10-25T01:15:00Z"),
    "tier": ("participant", "ENUMERATION", "gold"),
    "contacted": ("participant", "BOOLEAN", None),
    "status": ("communication", "ENUMERATION", "no_response"),
    "score": ("communication", "INTEGER", "7"),
}


class Namespace:
    def __init__(self, values):
        self.__dict__.update(values)


class DateTimeType:
    """datetime, with the walk's moment as now."""

    def __init__(self, zone):
        self._zone = zone

    def __call__(self, *args, **kwargs):
        return dt.datetime(*args, **kwargs)

    def __getattr__(self, name):
        return getattr(dt.datetime, name)

    def now(self):
        return NOW.astimezone(self._zone)

    today = now


class DateType(DateTimeType):
    def __call__(self, *args, **kwargs):
        return dt.date(*args, **kwargs)

    def __getattr__(self, name):
        return getattr(dt.date, name)

    def today(self):
        return NOW.astimezone(self._zone).date()


def value(kind, text, zone):
    if text is None:
        return None
    return {
        "INTEGER": int,
        "NUMERIC": Decimal,
        "BOOLEAN": lambda t: t == "true",
        "DATE": dt.date.fromisoformat,
        "DATETIME": lambda t: dt.datetime.fromisoformat(t).astimezone(zone),
    }.get(kind, str)(text)


def environment(zone_name):
    os.environ["TZ"] = zone_name  # where a datetime without a zone is read
    systime.tzset()
    zone = ZoneInfo(zone_name)
    values = {name: value(kind, text, zone) for name, (_, kind, text) in FIELDS.items()}
    names = dict(values)
    for level in ("customer", "participant", "communication"):
        names[level] = Namespace({n: v for n, v in values.items() if FIELDS[n][0] == level})
    names.update(datetime=DateTimeType(zone), date=DateType(zone), timedelta=dt.timedelta, time=dt.time, Decimal=Decimal)
    return names


class ExactFloats(ast.NodeTransformer):
    """The one deviation: a float literal that meets a Decimal counts as it is written."""

    def __init__(self, source):
        self.source = source

    def visit_Constant(self, node):
        if isinstance(node.value, float):
            text = ast.get_source_segment(self.source, node).replace("_", "")
            call = ast.Call(ast.Name("Decimal", ast.Load()), [ast.Constant(text)], [])
            return ast.copy_location(call, node)
        return node


def answer(compiled, zone):
    try:
        return {"repr": repr(eval(compiled, environment(zone)))}
    except Exception as e:
        message = str(e)
        return {"error": type(e).__name__, "message": message}


def evaluate(code, zone, exact):
    tree = ast.parse(code.strip(), mode="eval")
    if exact:
        tree = ast.fix_missing_locations(ExactFloats(code.strip()).visit(tree))
    return {"code": code, "zone": zone, **answer(compile(tree, "<e>", "eval"), zone)}


def expressions():
    zone, exact = "UTC", False
    for line in (HERE / "expressions.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith("# zone:"):
            zone = line.split(":", 1)[1].strip()
        elif line.startswith("# decimals:"):
            exact = line.split(":", 1)[1].strip() == "exact"
        elif line.strip() and not line.startswith("#"):
            for code in parts(line.replace("␤", "\n")):
                yield evaluate(code, zone, exact)


def parts(line):
    """Several expressions with commas between them, each a case of its own."""
    body = ast.parse(line.strip(), mode="eval").body
    if isinstance(body, ast.Tuple) and not line.strip().startswith("("):
        return [ast.get_source_segment(line.strip(), element) for element in body.elts]
    return [line]


def scripts():
    for script in (HERE / "scripts.txt").read_text(encoding="utf-8").split("\n---\n"):
        names = environment("Europe/Berlin")
        context = Namespace({level: names[level] for level in ("customer", "participant", "communication")})
        context.now = NOW.astimezone(ZoneInfo("Europe/Berlin"))
        scope = {n: names[n] for n in ("datetime", "date", "timedelta", "Decimal")}
        result = {"code": script}
        try:
            exec(compile(script, "<s>", "exec"), scope)
            result["repr"] = repr(scope["run"](context))
        except Exception as e:
            line, trace = 0, e.__traceback__
            while trace:
                line, trace = trace.tb_lineno if trace.tb_frame.f_code.co_filename == "<s>" else line, trace.tb_next
            result.update(error=type(e).__name__, message=str(e), line=line)
        yield result


class Generator:
    """Expressions at random: arithmetic, comparisons, texts and lists."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def pick(self, *options):
        return self.random.choice(options)

    def number(self, depth):
        r = self.random
        if depth <= 0:
            return self.pick(
                str(r.randint(-9, 9)),
                str(r.randint(-(10**12), 10**12)),
                str(r.randint(-(10**25), 10**25)),
                repr(round(r.uniform(-100, 100), r.randint(0, 6))),
                repr(r.uniform(-1, 1) * 10.0 ** r.randint(-20, 20)),
                "True",
                "visits",
            )
        op = self.pick("+", "-", "*", "/", "//", "%", "+", "-", "*")
        shape = r.random()
        if shape < 0.7:
            return f"({self.number(depth - 1)} {op} {self.number(depth - 1)})"
        if shape < 0.8:
            return f"round({self.number(depth - 1)}, {r.randint(-3, 6)})"
        if shape < 0.9:
            return f"{self.pick('min', 'max')}({self.number(depth - 1)}, {self.number(depth - 1)})"
        return f"({self.number(0)} ** {r.randint(0, 6)})"

    def text(self, depth):
        r = self.random
        if depth <= 0:
            return self.pick(
                repr("".join(r.choice("abcäßZ 012,.-😀İ\t'") for _ in range(r.randint(0, 12)))), "name", "email", "tier"
            )
        inner = self.text(depth - 1)
        a, b = r.randint(-6, 8), r.randint(-6, 12)
        step = self.pick(-3, -1, 1, 2)
        return self.pick(
            f"({inner} + {self.text(depth - 1)})",
            f"{inner}[{a}:{b}]",
            f"{inner}[{a}:{b}:{step}]",
            f"{inner}.{self.pick('upper', 'lower', 'title', 'strip', 'capitalize', 'swapcase', 'casefold')}()",
            f"{inner}.replace({self.text(0)}, {self.text(0)})",
            f"({inner} * {r.randint(-1, 3)})",
            f"'-'.join({inner}.split({self.pick('', chr(39) + 'a' + chr(39), chr(39) + ' ' + chr(39))}))",
            f"{inner}.center({r.randint(0, 30)}, '*')",
            f"f'{{{self.number(1)}:{self.spec()}}}'",
            f"repr({inner})",
            f"str({self.number(1)})",
        )

    def spec(self):
        r = self.random
        fill = self.pick("", "", "<", ">", "^", "=", "*<", "0=", "_^")
        return (
            fill
            + self.pick("", "", "+", " ", "-")
            + self.pick("", "", "0")
            + self.pick("", str(r.randint(1, 25)))
            + self.pick("", "", ",", "_")
            + self.pick("", f".{r.randint(0, 12)}")
            + self.pick("", "f", "e", "g", "%", "d", "x", "b", "G")
        )

    def boolean(self, depth):
        op = self.pick("<", "<=", "==", "!=", ">", ">=")
        return self.pick(
            f"{self.number(depth)} {op} {self.number(depth)}",
            f"{self.text(depth)} {op} {self.text(depth)}",
            f"{self.text(0)} in {self.text(depth)}",
            f"({self.number(1)} and {self.text(1)})",
            f"({self.number(1)} or {self.text(1)})",
            f"sorted([{self.number(1)}, {self.number(1)}, {self.number(0)}])",
            f"[{self.number(0)}, {self.text(0)}] {op} [{self.number(0)}, {self.text(0)}]",
            f"{self.text(1)}.{self.pick('find', 'count', 'rfind')}({self.text(0)})",
        )

    def dates(self):
        r = self.random
        moment = self.pick(
            f"datetime({r.randint(1, 9999)}, {r.randint(1, 13)}, {r.randint(1, 31)}, {r.randint(0, 23)}, {r.randint(0, 59)})",
            "datetime.now()",
            "due_at",
            "folded_at",
        )
        day = lambda: f"date({r.randint(2024, 2028)}, {r.randint(1, 12)}, {r.randint(1, 28)})"
        delta = f"timedelta(days={r.randint(-400, 400)}, hours={r.randint(-60, 60)}, minutes={self.pick(0, 30, 1.5, 0.1)})"
        return self.pick(
            f"[{day()} {self.pick('<', '<=', '>', '>=')} {day()}, max({day()}, due_date), {day()} - {delta}]",
            f"sorted([{day()}, {day()}, due_date, {day()}])",
            f"str({moment} + {delta})",
            f"({moment} - {delta}).isoformat()",
            f"({moment}).strftime('%Y-%m-%d %H:%M %j %U %W %a %b %I %p %G-%V-%u')",
            f"({moment} + {delta}).timestamp() if 1970 < ({moment}).year < 2100 else 0",
            f"(due_at + {delta}) - (folded_at - {delta})",
            f"({delta} * {self.pick(2, 0.5, -3, 0.1)}).total_seconds()",
            f"({delta} / {self.pick(3, 7, 0.3)})",
            f"({delta} // timedelta(hours={r.randint(1, 50)}))",
            f"(date({r.randint(1990, 2030)}, {r.randint(1, 12)}, {r.randint(1, 29)}) + timedelta({r.randint(-900, 900)})).isocalendar()[1]",
        )


def generated():
    seed = 20261122
    generator = Generator(seed)
    for i in range(3000):
        kind = generator.random.random()
        depth = generator.random.randint(1, 3)
        code = (
            generator.number(depth)
            if kind < 0.3
            else generator.text(depth)
            if kind < 0.6
            else generator.boolean(depth)
            if kind < 0.8
            else generator.dates()
        )
        zone = generator.pick("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
        result = evaluate(code, zone, False)
        if len(json.dumps(result)) < 3000:
            yield result


def write(name, lines):
    rows = [json.dumps(line, ensure_ascii=True) for line in lines]
    (OUT / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} to {name}")


if __name__ == "__main__":
    if sys.version_info[:2] != (3, 11):
        print("Expected Python 3.11: messages of other versions differ", file=sys.stderr)
    OUT.mkdir(exist_ok=True)
    fields = [{"name": n, "level": l, "type": t, "text": x} for n, (l, t, x) in FIELDS.items()]
    write("fields.jsonl", fields)
    write("corpus.jsonl", expressions())
    write("scripts.jsonl", scripts())
    write("generated.jsonl", generated())
