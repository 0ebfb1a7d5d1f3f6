package campaignflows.bench;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Csv;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CustomerRowsTest {
    private static final int ROWS = 20_000;

    private static List<String> cells(String row) {
        return Csv.read(row + "\r\n").getFirst();
    }

    @Test
    void shouldMakeTheSameRowsOfTheSameSeed() {
        assertThat(new CustomerRows(1, 2).row(77)).isEqualTo(new CustomerRows(1, 2).row(77));
        assertThat(new CustomerRows(1, 2).row(77)).isNotEqualTo(new CustomerRows(2, 2).row(77));
    }

    @Test
    void shouldMakeOtherPeopleInEachRowAndSet() {
        Set<String> externalIds = new HashSet<>();
        Set<String> emails = new HashSet<>();
        Set<String> phones = new HashSet<>();
        for (int set = 0; set < 2; set++) {
            CustomerRows people = new CustomerRows(1, set);
            for (int i = 0; i < ROWS; i++) {
                List<String> cells = cells(people.row(i).replace("Rio \"broken", "Rio"));
                assertThat(cells).hasSize(8);
                assertThat(externalIds.add(cells.get(0))).isTrue();
                assertThat(emails.add(cells.get(2))).isTrue();
                assertThat(phones.add(cells.get(3)) || cells.get(3).equals("n/a"))
                        .isTrue();
            }
        }
    }

    @Test
    void shouldBeDirtyInAboutOneRowInAThousand() {
        CustomerRows people = new CustomerRows(1, 0);
        long dirty = 0;
        for (int i = 0; i < ROWS; i++) {
            List<String> cells = cells(people.row(i).replace("Rio \"broken", "?"));
            boolean clean = cells.get(2).contains("@")
                    && cells.get(3).startsWith("+")
                    && !cells.get(4).equals("?")
                    && !cells.get(5).startsWith("31.31")
                    && !cells.get(6).contains(",")
                    && CustomerRows.SEGMENTS.contains(cells.get(7));
            dirty += clean ? 0 : 1;
        }
        assertThat(dirty).isBetween(ROWS / 2_000L, ROWS / 500L);
    }
}
