package campaignflows.participant.search;

import campaignflows.participant.paging.SearchNeedle;
import campaignflows.platform.values.EmailAddresses;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A part of a search: one of these texts must be contained in a customer's search text. What looks like a phone number is
 * searched for by its digits as well.
 */
record SearchTerm(List<String> alternatives) {
    private static final int MIN_PHONE_DIGITS = 3;

    SearchTerm {
        alternatives = List.copyOf(alternatives);
    }

    /** All of them must be found. A text that consists of accents only has one that nobody fulfils. */
    static List<SearchTerm> of(String search) {
        String folded = SearchNeedle.folded(search);
        String digits = SearchNeedle.digits(folded);
        if (folded.isEmpty()) {
            return List.of(new SearchTerm(List.of()));
        }
        if (digits.length() >= MIN_PHONE_DIGITS && folded.matches("[0-9 +()/.-]+")) {
            return List.of(new SearchTerm(new ArrayList<>(new LinkedHashSet<>(List.of(folded, digits)))));
        }
        Set<String> words = new LinkedHashSet<>(List.of(folded.split(" ")));
        return words.stream()
                .map(word -> new SearchTerm(
                        List.of(SearchNeedle.folded(EmailAddresses.normal(word).orElse(word)))))
                .toList();
    }
}
