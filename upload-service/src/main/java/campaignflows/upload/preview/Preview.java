package campaignflows.upload.preview;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an import of a file would do (rule U6). */
@Schema(name = "UploadPreview")
public record Preview(
        @Schema(description = "Comma, semicolon or tab; null if the header cannot be read", examples = ",") @Nullable
        String delimiter,

        @Schema(description = "As in the header") List<Column> columns,

        @Schema(description = "The cells of the first rows, shortened to 200 characters")
        List<List<String>> rows,

        @Schema(
                description =
                        "The first 100 errors that the import would report, by row. What keeps the file from being"
                                + " imported at all stands at row 1, the header")
        List<Problem> problems,

        Estimate estimate) {
    public Preview {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /** A column of the file. */
    @Schema(name = "UploadPreviewColumn")
    public record Column(
            String header,

            @Schema(description = "The field it belongs to, `timezone` or `object_id`; null if the column is ignored")
            @Nullable
            String field,

            @Schema(
                    description = "Why it is ignored; null if it is not",
                    enumeration = {"unknown", "import_off", "ambiguous", "error_column", "unnamed"})
            @Nullable
            String reason) {}

    /** An error of a row. */
    @Schema(name = "UploadPreviewProblem")
    public record Problem(
            @Schema(description = "Number of the record, header = 1")
            long row,

            @Nullable String field,
            @Nullable String value,
            String message) {}

    /**
     * How many rows would do what: exact if all rows of the file were looked at, else carried over from those that were.
     *
     * @param skipped rows of nothing but separators and white space; among {@code rows}, though no rows of the import
     * @param sampled rows that were looked at
     */
    @Schema(name = "UploadPreviewEstimate")
    public record Estimate(
            long rows,
            @JsonProperty("new") long created,
            long changed,
            long same,
            long failed,
            long skipped,
            long sampled) {
        static Estimate ofNothing(long rows) {
            return new Estimate(rows, 0, 0, 0, 0, 0, 0);
        }
    }
}
