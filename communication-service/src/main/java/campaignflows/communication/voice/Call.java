package campaignflows.communication.voice;

import campaignflows.platform.contracts.communication.ResultField;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call of ours.
 *
 * @param sid        Twilio's id; null: not known yet
 * @param script     as it was when the call was made, like the results
 * @param answeredBy who has picked up, as far as is known
 * @param answers    canonical values by the name of their result
 */
record Call(
        UUID communicationId,
        @Nullable String sid,
        CallScript script,
        List<ResultField> results,
        @Nullable String answeredBy,
        Map<String, String> answers) {
    Call {
        results = List.copyOf(results);
        answers = Map.copyOf(answers);
    }
}
