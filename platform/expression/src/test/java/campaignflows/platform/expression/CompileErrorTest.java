package campaignflows.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import campaignflows.platform.expression.code.ScriptCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule E2: everything that is not supported is a compile error that says where, and what to write instead. */
class CompileErrorTest {
    private final SampleFields fields = new SampleFields();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1 + nothing                 | 1 | 5  | There is no field and no function nothing
            participant.nothing         | 1 | 13 | There is no field participant.nothing
            communication.name          | 1 | 15 | There is no field communication.name
            customer                    | 1 | 1  | customer needs one of its fields: customer.name_of_the_field
            name.foo()                  | 1 | 6  | There is no attribute or method foo, or it is not supported
            'é😀' + nothing             | 1 | 8  | There is no field and no function nothing
            visits = 5                  | 1 | 8  | An expression assigns nothing: compare with ==
            (visits = 5)                | 1 | 9  | Expected ), but there is =
            (x := 5)                    | 1 | 4  | Assignments inside an expression (:=) are not supported
            'abc                        | 1 | 1  | This string is never closed
            1 +                         | 1 | 4  | Expected an expression, but the code ends here
            (1                          | 1 | 3  | Expected ), but the code ends here
            1)                          | 1 | 2  | This ) closes nothing
            007                         | 1 | 1  | This is no number of Python (one cannot begin with 0 or be followed by a letter)
            5j                          | 1 | 1  | Complex numbers are not supported
            b'x'                        | 1 | 1  | Bytes are not supported: write a string without b
            {1, 2}                      | 1 | 1  | Sets are not supported: use a list or a tuple
            [x async for x in y]        | 1 | 4  | async is not supported
            await x                     | 1 | 1  | await is not supported
            visits is 5                 | 1 | 11 | is compares with None, True and False only: write == or !=
            __import__('os')            | 1 | 1  | There is no field and no function __import__
            ().__class__                | 1 | 4  | There is no attribute or method __class__, or it is not supported
            open('/etc/passwd')         | 1 | 1  | There is no field and no function open
            eval('1')                   | 1 | 1  | There is no field and no function eval
            print(1)                    | 1 | 1  | There is no field and no function print
            a @ b                       | 1 | 3  | The operator @ is not supported
            f'{1 +}'                    | 1 | 7  | Expected an expression, but the code ends here
            f'{nothing}'                | 1 | 4  | There is no field and no function nothing
            f'{'                        | 1 | 3  | This brace of the f-string is never closed
            f'}'                        | 1 | 3  | A single } in an f-string: write }}
            max(**{})                   | 1 | 5  | ** in a call is not supported: name the arguments
            if visits: 1                | 1 | 1  | Expected an expression, but there is if
            1 2                         | 1 | 3  | Expected an operator or the end of the expression, but there is 2
            x?                          | 1 | 2  | The character ? has no meaning here
            """)
    void shouldRefuseAnExpression(String code, int line, int column, String problem) {
        CompileException error = catchThrowableOfType(
                CompileException.class, () -> ScriptCompiler.expression(code == null ? "" : code, fields));

        assertThat(error.problem()).isEqualTo(problem);
        assertThat(error.line()).isEqualTo(line);
        assertThat(error.column()).isEqualTo(column);
        assertThat(error).hasMessage("Line %d, column %d: %s", line, column, problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            import os                     | 2 | 3  | import is not supported: datetime, date and timedelta are there already
            from os import path           | 2 | 3  | import is not supported: datetime, date and timedelta are there already
            try: pass                     | 2 | 3  | try is not supported: check with if before
            raise ValueError              | 2 | 3  | raise is not supported: return None to change nothing
            class A: pass                 | 2 | 3  | Classes are not supported
            global x                      | 2 | 3  | global is not supported: return the value
            del x                         | 2 | 3  | del is not supported: use pop()
            x: int = 5                    | 2 | 4  | Type annotations are not supported: leave them out
            context.participant.visits = 1 | 2 | 23 | An attribute cannot be assigned to: return the updates of fields as a dict
            5 = x                         | 2 | 3  | A literal cannot be assigned to
            x[1:2] = []                   | 2 | 4  | A slice cannot be assigned to: make a new list
            context.customers             | 2 | 11 | The context has customer, participant, communication and now, but no customers
            context.customer.nothing      | 2 | 20 | There is no field customer.nothing
            return customer.name          | 2 | 10 | There is no name customer in a script: the fields are in context.customer, context.participant and context.communication
            return visits                 | 2 | 10 | There is no name visits in a script: the fields are in context.customer, context.participant and context.communication
            return {¦participant.x¦: 1}   | 2 | 11 | There is no field participant.x
            return {1: 1}                 | 2 | 11 | The keys of the updates are names of fields, such as "participant.contacted"
            break                         | 2 | 3  | break stands in no loop
            yield 1                       | 2 | 3  | yield is not supported
            """)
    void shouldRefuseAStatement(String statement, int line, int column, String problem) {
        String script = "def run(context):\n  " + statement.replace('¦', '"') + "\n";

        CompileException error =
                catchThrowableOfType(CompileException.class, () -> ScriptCompiler.script(script, fields));

        assertThat(error).hasMessage("Line %d, column %d: %s", line, column, problem);
    }

    @Test
    void shouldRefuseAScriptWithoutRun() {
        assertThat(problem("x = 1")).isEqualTo("Line 1, column 1: A script defines a function: def run(context):");
        assertThat(problem("def run():\n  pass"))
                .isEqualTo("Line 1, column 1: The function run takes one argument: def run(context):");
        assertThat(problem("def run(context):\npass"))
                .isEqualTo("Line 2, column 1: Expected an indented block, but there is pass");
        assertThat(problem("def run(context):\n  x = 1\n    y = 2"))
                .isEqualTo("Line 3, column 5: This line is indented, but no block begins before it");
        assertThat(problem("def run(context):\n    x = 1\n  y = 2"))
                .isEqualTo("Line 3, column 3: This line is indented like none of the blocks around it");
        assertThat(problem("def run(context):\n\tpass\n        pass"))
                .isEqualTo("Line 3, column 9: Tabs and spaces are mixed in the indentation: use one of them");
        assertThat(problem("return 5")).isEqualTo("Line 1, column 1: return stands in no function");
        assertThat(problem("@x\ndef run(context): pass")).isEqualTo("Line 1, column 1: Decorators are not supported");
        assertThat(problem("def run(context) -> dict:\n  pass"))
                .isEqualTo("Line 1, column 18: Type annotations are not supported: leave them out");
    }

    private String problem(String script) {
        return String.valueOf(catchThrowableOfType(CompileException.class, () -> ScriptCompiler.script(script, fields))
                .getMessage());
    }
}
