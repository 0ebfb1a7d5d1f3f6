package campaignflows.upload.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordSplitterTest {
    @Test
    void shouldCutAtEveryKindOfLineEndButNotInsideQuotes() throws Exception {
        assertThat(texts("a,b\r\n\"1\n2\",\"x\"\"y\r\"\rlast\n\n\nreally last"))
                .containsExactly("a,b", "\"1\n2\",\"x\"\"y\r\"", "last", "really last");
    }

    @Test
    void shouldTakeAQuoteInsideACellForACharacter() throws Exception {
        assertThat(texts("5\" pipe,x\n6\",y")).containsExactly("5\" pipe,x", "6\",y");
    }

    @Test
    void shouldGiveRangesThatJoinToTheWholeFile() throws Exception {
        byte[] file = "h1,h2\r\nä,\"b\nc\"\n\nlast,1".getBytes(StandardCharsets.UTF_8);
        RecordSplitter splitter = splitter(new ByteArrayInputStream(file), 0, 1_000);
        List<RawRecord> records = new ArrayList<>();
        for (RawRecord row = splitter.next(); row != null; row = splitter.next()) {
            records.add(row);
        }

        for (RawRecord row : records) {
            RawRecord again = splitter(new ByteArrayInputStream(file, (int) row.from(), file.length), row.from(), 1_000)
                    .next();
            assertThat(again).usingRecursiveComparison().isEqualTo(row);
        }
        assertThat(records.getLast().to()).isEqualTo(file.length);
    }

    @Test
    void shouldPassOverARecordThatIsTooLarge() throws Exception {
        RecordSplitter splitter =
                splitter(new ByteArrayInputStream(bytes("ok\n" + "x".repeat(50) + "\nalso ok")), 0, 10);

        assertThat(splitter.next()).extracting(RawRecord::tooLarge).isEqualTo(false);
        assertThat(splitter.next()).satisfies(row -> {
            assertThat(row.tooLarge()).isTrue();
            assertThat(row.content()).isEmpty();
        });
        assertThat(splitter.next())
                .usingRecursiveComparison()
                .isEqualTo(new RawRecord(54, 61, bytes("also ok"), false));
    }

    @Test
    void shouldReportAQuoteThatIsNeverClosed() throws Exception {
        RecordSplitter splitter = splitter(new ByteArrayInputStream(bytes("a,b\n1,\"open\n2,3\n")), 0, 1_000);
        splitter.next();

        assertThatThrownBy(splitter::next)
                .isInstanceOf(UnclosedQuoteException.class)
                .hasMessageContaining("byte 4");
    }

    @Test
    void shouldCutWhereTheParserCuts() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            String file = randomFile(random);
            List<List<String>> expected = new ArrayList<>();
            try (CsvReader<CsvRecord> reader = CsvReader.builder()
                    .skipEmptyLines(true)
                    .allowMissingFields(true)
                    .allowExtraFields(true)
                    .ofCsvRecord(file)) {
                reader.forEach(row -> expected.add(row.getFields()));
            }
            Cells cells = new Cells(',');
            List<List<String>> actual = new ArrayList<>();
            RecordSplitter splitter = splitter(new Trickle(bytes(file), random), 0, 100_000);
            for (RawRecord row = splitter.next(); row != null; row = splitter.next()) {
                actual.add(cells.of(row.content()));
            }
            assertThat(actual).as("seed %d, round %d: %s", seed, round, file).isEqualTo(expected);
        }
    }

    private static String randomFile(Random random) {
        StringBuilder file = new StringBuilder();
        String[] ends = {"\n", "\r\n", "\r"};
        String[] plain = {"a", "ä€", " ", "1.5", "x\"y", "\uD83D\uDE00"};
        String[] quoted = {"a", "\n", "\r\n", ",", "\"\"", "€", "\r"};
        int rows = random.nextInt(6);
        for (int row = 0; row < rows; row++) {
            int columns = 1 + random.nextInt(4);
            for (int column = 0; column < columns; column++) {
                file.append(column == 0 ? "" : ",");
                if (random.nextBoolean()) {
                    file.append('"');
                    for (int part = random.nextInt(4); part > 0; part--) {
                        file.append(quoted[random.nextInt(quoted.length)]);
                    }
                    file.append('"');
                } else if (random.nextInt(4) > 0) {
                    file.append(plain[random.nextInt(plain.length)]);
                }
            }
            file.append(ends[random.nextInt(ends.length)]);
        }
        return file.toString();
    }

    private static List<String> texts(String file) throws IOException, UnclosedQuoteException {
        RecordSplitter splitter = splitter(new ByteArrayInputStream(bytes(file)), 0, 1_000);
        List<String> texts = new ArrayList<>();
        for (RawRecord row = splitter.next(); row != null; row = splitter.next()) {
            texts.add(new String(row.content(), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static RecordSplitter splitter(InputStream in, long offset, int maxRecordBytes) {
        return new RecordSplitter(in, offset, ',', maxRecordBytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Gives a few bytes at a time, as a network or disk may. */
    private static final class Trickle extends InputStream {
        private final byte[] bytes;
        private final Random random;
        private int next;

        Trickle(byte[] bytes, Random random) {
            this.bytes = Arrays.copyOf(bytes, bytes.length);
            this.random = random;
        }

        @Override
        public int read() {
            return next == bytes.length ? -1 : bytes[next++] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (next == bytes.length) {
                return -1;
            }
            int count = Math.min(Math.min(length, 1 + random.nextInt(5)), bytes.length - next);
            System.arraycopy(bytes, next, buffer, offset, count);
            next += count;
            return count;
        }
    }
}
