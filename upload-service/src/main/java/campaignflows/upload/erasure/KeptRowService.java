package campaignflows.upload.erasure;

import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.contracts.participant.KeptRows;
import campaignflows.platform.database.Database;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Finds what uploads keep about a person, without changing it. */
@Singleton
public class KeptRowService {
    /** Of rows and of errors each: who has more in failed rows has a file of that person. */
    private static final int MOST = 1_000;

    private final KeptRowScan scan;

    KeptRowService(Database database, KeptRowRepository kept) {
        this.scan = new KeptRowScan(database, kept);
    }

    KeptRows find(Erasure.Order person) {
        List<KeptRows.Row> rows = new ArrayList<>();
        List<KeptRows.Error> errors = new ArrayList<>();
        PersonalRows personal = PersonalRows.of(person);
        scan.uploads(person.tenantId(), upload -> {
            if (rows.size() <= MOST) {
                scan.rows(
                        upload,
                        personal,
                        found -> found.stream()
                                .limit(MOST + 1L - rows.size())
                                .forEach(row -> rows.add(new KeptRows.Row(
                                        upload.uploadId(),
                                        row.number(),
                                        new String(row.content(), StandardCharsets.UTF_8)))));
            }
            if (errors.size() <= MOST) {
                scan.errors(
                        upload,
                        personal,
                        found -> found.stream()
                                .limit(MOST + 1L - errors.size())
                                .forEach(error -> errors.add(new KeptRows.Error(
                                        upload.uploadId(),
                                        error.row(),
                                        error.field(),
                                        error.value(),
                                        error.message()))));
            }
        });
        return new KeptRows(
                rows.subList(0, Math.min(MOST, rows.size())),
                errors.subList(0, Math.min(MOST, errors.size())),
                rows.size() <= MOST && errors.size() <= MOST);
    }
}
