package campaignflows.upload.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IgnoredColumnsTest {
    @Test
    void shouldSayWhichColumnsAreIgnored() {
        assertThat(IgnoredColumns.notice(List.of())).isNull();
        assertThat(IgnoredColumns.notice(List.of("Shoe")))
                .isEqualTo("1 column is ignored (no field with Import on has that name or title): \"Shoe\"");
        assertThat(IgnoredColumns.notice(List.of("a", "", "b", "c", "d", "e", "f", "")))
                .isEqualTo("8 columns are ignored (no field with Import on has that name or title):"
                        + " \"a\", \"b\", \"c\", \"d\", \"e\" and 1 more, 2 without a name");
    }
}
