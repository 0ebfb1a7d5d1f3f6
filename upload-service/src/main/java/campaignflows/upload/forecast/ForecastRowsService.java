package campaignflows.upload.forecast;

import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.web.client.NewestDefinitions;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.upload.UploadConfig;
import campaignflows.upload.csv.Header;
import campaignflows.upload.csv.HeaderReader;
import campaignflows.upload.csv.RecordSplitter;
import campaignflows.upload.importing.CsvLayout;
import campaignflows.upload.remote.ParticipantClient;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.UUID;

/** Reads a file that is not imported with the code of the import, and has participant-service apply its rows in memory. */
@Singleton
class ForecastRowsService {
    private final NewestDefinitions definitions;
    private final ParticipantClient participants;
    private final UploadConfig config;

    ForecastRowsService(NewestDefinitions definitions, ParticipantClient participants, UploadConfig config) {
        this.definitions = definitions;
        this.participants = participants;
        this.config = config;
    }

    /**
     * The participants that the rows are about, as participant-service returns them; to be closed.
     *
     * @throws ProblemException 404 for an unknown campaign, 422 for a file that could not be imported
     */
    InputStream simulationSubjects(UUID tenant, UUID campaignId, InputStream file) throws IOException {
        CampaignDefined campaign = definitions.newest(tenant, campaignId);
        byte[] first = file.readNBytes(HeaderReader.MAX_BYTES + 1);
        HeaderReader.Read header = header(first, campaign);
        InputStream rest = new SequenceInputStream(
                new ByteArrayInputStream(Arrays.copyOfRange(first, (int) header.end(), first.length)), file);
        RecordSplitter records = new RecordSplitter(rest, header.end(), header.delimiter(), config.maxRecordBytes());
        CsvLayout layout = new CsvLayout(header.delimiter(), header.header().columns());
        return participants.simulationSubjects(
                tenant, campaignId, new SequenceInputStream(new RowLines(records, layout)));
    }

    private static HeaderReader.Read header(byte[] first, CampaignDefined campaign) {
        try {
            return HeaderReader.read(first, first.length <= HeaderReader.MAX_BYTES, campaign.fields());
        } catch (Header.UnusableHeaderException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
    }
}
