package campaignflows.upload.preview;

import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.values.ShownText;
import campaignflows.platform.values.WireName;
import campaignflows.platform.web.client.NewestDefinitions;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.upload.UploadConfig;
import campaignflows.upload.csv.Cells;
import campaignflows.upload.csv.Header;
import campaignflows.upload.csv.HeaderReader;
import campaignflows.upload.importing.ChunkRows;
import campaignflows.upload.importing.CsvLayout;
import campaignflows.upload.importing.RowErrors;
import campaignflows.upload.remote.ParticipantClient;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Predicts what an import would do, with the code of the import itself: nothing is written and nothing is locked, so it may be
 * called in every status of the campaign and while an upload runs (rule U6). What would fail the whole file is shown as a problem
 * of row 1, so that columns and first rows can be shown as well.
 */
@Singleton
class PreviewService {
    /** Bytes of a file that are looked at. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final int SHOWN_ROWS = 20;
    private static final int SHOWN_CELL = 200;
    private static final int SHOWN_PROBLEMS = 100;
    private static final int MAX_AT_ONCE = 4;
    private static final int PATIENCE_SECONDS = 10;

    private final NewestDefinitions definitions;
    private final ParticipantClient participants;
    private final UploadConfig config;
    private final Semaphore places = new Semaphore(MAX_AT_ONCE, true);

    PreviewService(NewestDefinitions definitions, ParticipantClient participants, UploadConfig config) {
        this.definitions = definitions;
        this.participants = participants;
        this.config = config;
    }

    /**
     * Previews a file.
     *
     * @param body     its first part, of which no more is read than is looked at
     * @param fileSize bytes of the file; negative if the sender did not say
     * @param sentSize bytes of the body; negative if the sender did not say
     * @throws ProblemException 404 for an unknown campaign, 400 if the size contradicts the body
     */
    Preview preview(UUID tenant, UUID campaign, long fileSize, long sentSize, InputStream body) throws IOException {
        CampaignDefined definition = definitions.newest(tenant, campaign);
        enter();
        try {
            byte[] part = body.readNBytes(MAX_BYTES);
            boolean ended = part.length < MAX_BYTES || body.read() < 0;
            if (fileSize >= 0 && fileSize < part.length) {
                throw ProblemException.malformed("size: Expected the bytes of the whole file, but the body has more");
            }
            long size = fileSize >= 0 || ended ? fileSize : Math.max(sentSize, part.length + 1L);
            return preview(definition, part, size);
        } finally {
            places.release();
        }
    }

    private void enter() {
        try {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw ProblemException.unavailable("Too many files are being previewed: try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is stopping: try again");
        }
    }

    private Preview preview(CampaignDefined campaign, byte[] part, long size) {
        HeaderReader.Cut header;
        try {
            header = HeaderReader.cut(part, size <= part.length, campaign.fields());
        } catch (Header.UnusableHeaderException e) {
            return new Preview(null, List.of(), List.of(), List.of(ofHeader(e)), Preview.Estimate.ofNothing(0));
        }
        Sample sample = Sample.of(part, header, size, ImportBatch.MAX_ROWS, config.maxRecordBytes());
        List<Preview.Problem> problems;
        Preview.Estimate estimate;
        try {
            Findings findings = findings(campaign, header, sample);
            problems = findings.problems(SHOWN_PROBLEMS);
            estimate = findings.estimate();
        } catch (Header.UnusableHeaderException e) {
            problems = List.of(ofHeader(e));
            estimate = Preview.Estimate.ofNothing(sample.fileRows());
        }
        return new Preview(
                String.valueOf(header.delimiter()),
                columns(header, campaign),
                firstRows(header, sample),
                problems,
                estimate);
    }

    private Findings findings(CampaignDefined campaign, HeaderReader.Cut header, Sample sample)
            throws Header.UnusableHeaderException {
        CsvLayout layout = new CsvLayout(
                header.delimiter(), header.map(campaign.fields()).header().columns());
        ChunkRows rows = ChunkRows.of(2, sample.records(), layout);
        ImportBatch.Estimate estimate = rows.rows().isEmpty()
                ? new ImportBatch.Estimate(0, 0, 0, 0, List.of())
                : participants.estimate(new ImportBatch(
                        campaign.tenantId(),
                        campaign.campaignId(),
                        campaign.campaignId(),
                        0,
                        "",
                        rows.columns(),
                        rows.rows()));
        return Findings.of(
                sample, layout, estimate, rows.skipped(), RowErrors.ofBoth(rows.errors(), estimate.errors()));
    }

    private static List<Preview.Column> columns(HeaderReader.Cut header, CampaignDefined campaign) {
        return Header.columns(header.titles(), campaign.fields()).stream()
                .map(column -> new Preview.Column(
                        shown(column.title()),
                        column.field(),
                        column.ignored() == null ? null : WireName.of(column.ignored())))
                .toList();
    }

    private static List<List<String>> firstRows(HeaderReader.Cut header, Sample sample) {
        Cells cells = new Cells(header.delimiter());
        return sample.records().stream()
                .limit(SHOWN_ROWS)
                .map(row -> cells.readable(row.content()).stream()
                        .map(PreviewService::shown)
                        .toList())
                .toList();
    }

    private static Preview.Problem ofHeader(Header.UnusableHeaderException e) {
        return new Preview.Problem(1, null, null, String.valueOf(e.getMessage()));
    }

    private static String shown(String cell) {
        return ShownText.shortened(cell, SHOWN_CELL);
    }
}
