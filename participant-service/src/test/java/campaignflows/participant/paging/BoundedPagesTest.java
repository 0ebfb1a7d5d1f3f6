package campaignflows.participant.paging;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.web.request.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoundedPagesTest {
    private static final String LIST = "numbers";

    /** The numbers below {@code size} that match, in ascending order. */
    private record Numbers(int size, int after, @Nullable IntPredicate filter, boolean indexed)
            implements Rows<Integer> {
        private boolean matches(int number) {
            return filter == null || filter.test(number);
        }

        private IntStream next(int scan) {
            return IntStream.range(after + 1, Math.min(size, after + 1 + scan));
        }

        @Override
        public boolean isFiltered() {
            return filter != null;
        }

        @Override
        public int reach() {
            return 50_000;
        }

        @Override
        public List<Integer> scan(int scan, int rows) {
            return next(scan).filter(this::matches).limit(rows).boxed().toList();
        }

        @Override
        public Optional<Position> scanned(int scan) {
            return after + scan < size ? Optional.of(position(after + scan)) : Optional.empty();
        }

        @Override
        public Optional<Few<Integer>> few(int rows) {
            long total = IntStream.range(0, size).filter(this::matches).count();
            return indexed && total <= BoundedPages.FEW
                    ? Optional.of(new Few<>(scan(size, rows), total))
                    : Optional.empty();
        }

        @Override
        public Count count(int scan, int bound) {
            long found = IntStream.range(0, Math.min(scan, size))
                    .filter(this::matches)
                    .limit(bound + 1L)
                    .count();
            return new Count(found, found <= bound && size <= scan);
        }

        @Override
        public Position position(Integer row) {
            return new Position(null, new UUID(0, row));
        }
    }

    private static Page<Integer> page(Numbers numbers, int limit) {
        return BoundedPages.page(numbers, LIST, limit);
    }

    private static Page<Integer> first(Numbers numbers) {
        return BoundedPages.first(numbers, LIST, 50);
    }

    private static List<Integer> followed(int size, IntPredicate filter, boolean indexed) {
        List<Integer> all = new ArrayList<>();
        int after = -1;
        while (true) {
            Page<Integer> page = page(new Numbers(size, after, filter, indexed), 50);
            all.addAll(page.items());
            Optional<Position> next = Position.decode(page.nextCursor(), LIST, false, false);
            if (next.isEmpty()) {
                return all;
            }
            after = (int) next.get().id().getLeastSignificantBits();
        }
    }

    @Test
    void shouldShowEveryRowOnceHoweverManyMatch() {
        for (int every : new int[] {1, 3, 700, 9_000, 60_001, 1_000_000}) {
            for (boolean indexed : new boolean[] {true, false}) {
                IntPredicate filter = number -> number % every == every - 1;
                List<Integer> expected =
                        IntStream.range(0, 200_000).filter(filter).boxed().toList();
                if (expected.size() < 10_000) {
                    assertThat(followed(200_000, filter, indexed))
                            .as("every %d", every)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void shouldAnswerWithAShortPageAndWhereToGoOn() {
        Page<Integer> page = page(new Numbers(200_000, -1, number -> number == 60_000, false), 50);

        assertThat(page.items()).isEmpty();
        assertThat(page.nextCursor()).isEqualTo(new Position(null, new UUID(0, 49_999)).encode(LIST));
    }

    @Test
    void shouldFindFewByTheirIndex() {
        Page<Integer> page = first(new Numbers(200_000, -1, number -> number == 160_000, true));

        assertThat(page).isEqualTo(Page.of(List.of(160_000), null).withTotal(1));
    }

    @Test
    void shouldCountExactlyUpToTenThousand() {
        assertThat(first(new Numbers(10_000, -1, null, false)).total()).isEqualTo(10_000);
        assertThat(first(new Numbers(10_000, -1, null, false)).totalIsLowerBound())
                .isNull();
        assertThat(first(new Numbers(10_001, -1, null, false)).totalIsLowerBound())
                .isTrue();
        assertThat(first(new Numbers(45_000, -1, number -> number % 5 == 0, false))
                        .total())
                .isEqualTo(9_000);
        assertThat(first(new Numbers(500_000, -1, number -> number % 100 == 0, true))
                        .total())
                .isEqualTo(5_000);
    }

    @Test
    void shouldSayWhatItCouldNotCount() {
        Page<Integer> unindexed = first(new Numbers(500_000, -1, number -> number % 100 == 0, false));

        assertThat(unindexed.total()).isEqualTo(500);
        assertThat(unindexed.totalIsLowerBound()).isTrue();
    }
}
