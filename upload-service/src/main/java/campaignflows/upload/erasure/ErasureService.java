package campaignflows.upload.erasure;

import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.database.Database;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Erases a person from what uploads store.
 *
 * <p>An upload that had begun before the erasure may bring a failed row of the person at any moment, and its file is still
 * there: the erasure is finished only when none of those is running any more. What is scanned after that is complete.
 */
@Singleton
public class ErasureService {
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final Database database;
    private final KeptRowRepository kept;
    private final KeptRowScan scan;

    ErasureService(Database database, KeptRowRepository kept) {
        this.database = database;
        this.kept = kept;
        this.scan = new KeptRowScan(database, kept);
    }

    public Erasure.Progress erase(Erasure.Order order) {
        boolean open = database.read(tx -> kept.isOpen(tx, order.tenantId(), order.requestedAt(), CLOCKS_DIFFER));
        PersonalRows personal = PersonalRows.of(order);
        scan.uploads(order.tenantId(), upload -> {
            eraseHeader(upload, personal);
            scan.rows(
                    upload,
                    personal,
                    found -> erase(
                            upload.uploadId(),
                            found.stream()
                                    .map(KeptRowRepository.FailedRow::number)
                                    .collect(Collectors.toSet())));
            scan.errors(
                    upload,
                    personal,
                    found -> erase(
                            upload.uploadId(),
                            found.stream().map(KeptRowRepository.Error::row).collect(Collectors.toSet())));
        });
        return new Erasure.Progress(!open);
    }

    private void eraseHeader(KeptRowRepository.Kept upload, PersonalRows personal) {
        byte @Nullable [] header = upload.header();
        String message = upload.message();
        if ((header != null && personal.isText(header))
                || upload.unknownColumns().stream().anyMatch(personal::isText)
                || (message != null && personal.isText(message))) {
            database.useTransaction(tx -> kept.eraseHeader(tx, upload.uploadId()));
        }
    }

    private void erase(UUID uploadId, Set<Long> rows) {
        if (!rows.isEmpty()) {
            database.useTransaction(tx -> kept.eraseRows(tx, uploadId, rows));
        }
    }
}
