package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedSqlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select 1                                   | select 1                                  ",
                "where a = :a and b = :b_2                  | where a = $1 and b = $2                   ",
                "where a = :a or b = :b or c = :a           | where a = $1 or b = $2 or c = $1          ",
                "select :ids::uuid[], now()::date           | select $1::uuid[], now()::date            ",
                "select ':no', 'it''s :no', \":no\", :yes   | select ':no', 'it''s :no', \":no\", $1    ",
                "select /* :no */ :yes -- :no               | select /* :no */ $1 -- :no                ",
                "do $$ begin perform ':no' :no; end $$      | do $$ begin perform ':no' :no; end $$     ",
                "do $x$ :no $y$ :no $x$; select :yes        | do $x$ :no $y$ :no $x$; select $1         ",
                "select a[1:2], '{}'::jsonb ->> :key        | select a[1:2], '{}'::jsonb ->> $1         ",
                "select (array[1,2,3])[:from:3]             | select (array[1,2,3])[$1:3]               ",
                "values (:a,:b),(:c,:d)                     | values ($1,$2),($3,$4)                    "
            })
    void shouldNumberParametersAndNothingElse(String sql, String expected) {
        assertThat(NamedSql.of(sql).text(Set.of())).isEqualTo(expected);
    }

    @Test
    void shouldBindJsonAsText() {
        NamedSql sql = NamedSql.of("insert into t values (:id, :json)");
        assertThat(sql.parameters()).isEqualTo(List.of("id", "json"));
        assertThat(sql.text(Set.of("json"))).isEqualTo("insert into t values ($1, cast($2::text as jsonb))");
    }
}
