package campaignflows.participant.profile;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Roughly how many customers have which trigram: what is worth looking up in the index. The index reads the entries of all
 * requested trigrams, so the rarest of them are enough, and where even these are frequent it is not used at all.
 */
public final class GramFrequencies {
    /** Entries of one trigram; some ten milliseconds. */
    private static final double MOST_READ = 300_000;

    /** Entries of the only trigram of a text: all of them contain the text, and so many are not few. */
    private static final double MOST_FOUND = 30_000;

    private static final int ASKED_FOR = 4;

    private final Map<Integer, Float> frequencies;
    private final double leastKnown;
    private final double customers;

    /**
     * @param frequencies of the most frequent trigrams, as shares of all customers
     * @param customers   how many there are
     */
    public GramFrequencies(Map<Integer, Float> frequencies, double customers) {
        this.frequencies = Map.copyOf(frequencies);
        this.leastKnown = frequencies.values().stream()
                .mapToDouble(Float::doubleValue)
                .min()
                .orElse(0);
        this.customers = customers;
    }

    /** The trigrams to look up; empty if there are none, or if reading their entries would take long. */
    public Optional<int[]> worthwhile(int[] grams) {
        if (grams.length == 1 && frequencies.containsKey(grams[0]) && entries(grams[0]) > MOST_FOUND) {
            return Optional.empty();
        }
        int[] rarest = Arrays.stream(grams)
                .boxed()
                .sorted(Comparator.comparingDouble(this::entries))
                .limit(ASKED_FOR)
                .flatMapToInt(gram -> entries(gram) <= MOST_READ ? IntStream.of(gram) : IntStream.empty())
                .toArray();
        return rarest.length == 0 ? Optional.empty() : Optional.of(rarest);
    }

    private double entries(int gram) {
        Float known = frequencies.get(gram);
        return customers * (known == null ? leastKnown : known);
    }
}
