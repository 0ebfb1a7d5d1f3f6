package campaignflows.platform.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
    @Test
    void shouldDeriveTheSameIdFromTheSamePartsOnly() {
        assertThat(Ids.derived("a", "bc")).isEqualTo(Ids.derived("a", "bc")).isNotEqualTo(Ids.derived("ab", "c"));
        assertThat(Ids.derived("a").version()).isEqualTo(5);
    }

    @Test
    void shouldMakeTimeOrderedIds() {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            ids.add(Ids.v7());
        }

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.version() == 7);
        assertThat(ids).isSorted();
    }
}
