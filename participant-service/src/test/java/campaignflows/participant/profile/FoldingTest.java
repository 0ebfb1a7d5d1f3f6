package campaignflows.participant.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldingTest {
    private static final UUID TENANT = new UUID(1, 2);

    @Test
    void shouldIgnoreCaseAccentsAndSpacing() {
        assertThat(Folding.fold("  Änna \t MÜLLER\n")).isEqualTo("anna muller");
        assertThat(Folding.fold("STRASSE straße")).isEqualTo("strasse strasse");
        assertThat(Folding.fold("ΟΔΟΣ")).isEqualTo(Folding.fold("οδος"));
        assertThat(Folding.fold("Ёлка Йод")).isEqualTo("елка иод");
        assertThat(Folding.fold("İstanbul")).isEqualTo("istanbul");
        assertThat(Folding.fold("ﬁn ２")).isEqualTo("fin 2");
        assertThat(Folding.fold("")).isEmpty();
    }

    @Test
    void shouldFoldAPartToAPart() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String alphabet = "aBÄßΣςσİıЙé ÅﬁǅΐŉＡ漢😀";
        int[] letters = alphabet.codePoints().toArray();
        for (int i = 0; i < 20_000; i++) {
            String text = IntStream.range(0, 8)
                    .mapToObj(any -> Character.toString(letters[random.nextInt(letters.length)]))
                    .collect(Collectors.joining());
            int from = random.nextInt(text.codePointCount(0, text.length()));
            String part = text.substring(text.offsetByCodePoints(0, from)).strip();
            assertThat(Folding.fold(text)).as(text).contains(Folding.fold(part));
        }
    }

    @Test
    void shouldBoundTheKeyInCharacters() {
        assertThat(Folding.key("X".repeat(10_000))).isEqualTo("x".repeat(500));
        assertThat(Folding.key("😀".repeat(600)).codePointCount(0, 1_000)).isEqualTo(500);
        assertThat(Folding.key("a".repeat(499) + " " + "b".repeat(9))).isEqualTo("a".repeat(499));
    }

    @Test
    void shouldGiveATextTheGramsOfAllItsParts() {
        int[] grams = Grams.of(TENANT, "anna\nbo\n4917");

        assertThat(grams).hasSize(4).isSorted();
        assertThat(grams).contains(Grams.of(TENANT, "nna"));
        assertThat(grams).contains(Grams.of(TENANT, "917"));
        assertThat(grams).doesNotContain(Grams.of(TENANT, "abo"));
        assertThat(Grams.of(TENANT, "aaaaa")).hasSize(1);
        assertThat(Grams.of(TENANT, "bo")).isEmpty();
        assertThat(Grams.encode(new int[] {1, -2})).isEqualTo("{1,-2}");
        assertThat(Grams.encode(new int[0])).isEqualTo("{}");
    }

    @Test
    void shouldKeepTenantsApart() {
        assertThat(Grams.of(new UUID(1, 3), "anna")).doesNotContain(Grams.of(TENANT, "anna"));
    }

    /** They are stored: another number here means that the keys of all rows must be computed again. */
    @Test
    void shouldNeverChange() {
        assertThat(Grams.of(TENANT, "anna")).containsExactly(-360102603, -145624781);
    }
}
