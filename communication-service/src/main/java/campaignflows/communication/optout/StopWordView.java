package campaignflows.communication.optout;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.values.ValueLimits;
import campaignflows.platform.web.problem.ProblemException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The stop words of a type of channel as callers see and set them. */
@Schema(name = "StopWords")
public record StopWordView(
        ChannelType channel,

        @Schema(description = "A message that is one of these, and nothing else, opts its sender out of the channel")
        List<String> words,

        @Schema(description = "Whether these are the usual ones, in many languages, because none were set")
        boolean usual) {

    /** What is to hold. */
    @Schema(name = "StopWordsChange")
    public record Change(
            @Schema(
                    description =
                            "1 to 40 characters each, at most 100; [] for none, null or absent for the usual ones")
            @Nullable
            List<String> words) {

        /** Without white space around them, each once; null for the usual ones. */
        @Nullable
        List<String> valid() {
            List<String> given = words;
            if (given == null) {
                return null;
            }
            if (given.size() > StopWords.MOST) {
                throw ProblemException.invalidField("words", "Give at most " + StopWords.MOST + " words");
            }
            for (String word : given) {
                if (word == null || !isGood(word)) {
                    throw ProblemException.invalidField(
                            "words", "Give words of 1 to %d characters".formatted(StopWords.MOST_LETTERS));
                }
            }
            return given.stream().map(String::strip).distinct().toList();
        }

        private static boolean isGood(String word) {
            return !StopWords.plain(word).isEmpty()
                    && word.strip().length() <= StopWords.MOST_LETTERS
                    && ValueLimits.isStorable(word);
        }
    }
}
