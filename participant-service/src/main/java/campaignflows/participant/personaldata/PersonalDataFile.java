package campaignflows.participant.personaldata;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The form of the file in JSON, as the API's document describes it; {@link PersonalDataWriter} writes it piece by piece. */
@Schema(name = "CustomerExport", description = "All that is kept about a customer, a list for each kind of it")
record PersonalDataFile(
        UUID customerId,
        Instant exportedAt,

        @Schema(description = "One entry: the customer as it is read by itself")
        List<Map<String, ?>> customer,

        @Schema(
                description =
                        "One entry, if there are any: for each identifier those that the customer had before, the latest first")
        List<Map<String, List<String>>> formerIdentifiers,

        @Schema(description = "Each with the name of its campaign and the values of all fields")
        List<Map<String, ?>> participants,

        @Schema(
                description =
                        "With content, parameters, results and the messages of the session, those created last first")
        List<Map<String, ?>> communications,

        @Schema(description = "What the person sent by itself, the latest first")
        List<Map<String, ?>> incomingMessages,

        @Schema(description = "The journal: each walk with its campaign, the latest first")
        List<Map<String, ?>> walks,

        @Schema(description = "Rows of uploads that name the person and were not imported, as they stood in the file")
        List<Map<String, ?>> failedRows,

        @Schema(description = "Why such rows, or values of them, were not imported")
        List<Map<String, ?>> rowErrors) {}
