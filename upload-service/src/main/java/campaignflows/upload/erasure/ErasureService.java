package campaignflows.upload.erasure;

import campaignflows.platform.contracts.participant.Erasure;
import campaignflows.platform.database.Database;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.IdentifierTraces;
import campaignflows.platform.values.ParseContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Erases a person from what uploads store. Its memory does not grow with the amount, and no row is locked while rows are scanned.
 *
 * <p>An upload that had begun before the erasure may bring a failed row of the person at any moment, and its file is still
 * there: the erasure is finished only when none of those is running any more. What is scanned after that is complete.
 */
@Singleton
public class ErasureService {
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);
    private static final int PAGE = 1_000;
    private static final int UPLOADS = 100;

    private final Database database;
    private final KeptRowRepository kept;

    ErasureService(Database database, KeptRowRepository kept) {
        this.database = database;
        this.kept = kept;
    }

    public Erasure.Progress erase(Erasure.Order order) {
        boolean open = database.read(tx -> kept.isOpen(tx, order.tenantId(), order.requestedAt(), CLOCKS_DIFFER));
        PersonalRows personal = new PersonalRows(
                new IdentifierTraces(
                        identifiers(order), new ParseContext(ParseContext.UTC.zone(), null, order.region(), Set.of())),
                order.customerId());
        UUID last = KeptRowRepository.FIRST;
        while (true) {
            UUID after = last;
            List<KeptRowRepository.Kept> page = database.read(tx -> kept.uploads(tx, order.tenantId(), after, UPLOADS));
            for (KeptRowRepository.Kept upload : page) {
                eraseHeader(upload, personal);
                eraseRows(upload, personal);
                eraseErrors(upload, personal);
                last = upload.uploadId();
            }
            if (page.size() < UPLOADS) {
                return new Erasure.Progress(!open);
            }
        }
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

    private void eraseRows(KeptRowRepository.Kept upload, PersonalRows personal) {
        Character delimiter = upload.delimiter();
        if (delimiter == null) {
            return;
        }
        long last = Long.MIN_VALUE;
        while (true) {
            long after = last;
            List<KeptRowRepository.FailedRow> page = database.read(tx -> kept.rows(tx, upload.uploadId(), after, PAGE));
            if (page.isEmpty()) {
                return;
            }
            Set<Long> found = new HashSet<>();
            for (KeptRowRepository.FailedRow row : page) {
                if (personal.isRow(row.content(), delimiter, upload.columns())) {
                    found.add(row.number());
                }
            }
            erase(upload.uploadId(), found);
            last = page.getLast().number();
        }
    }

    private void eraseErrors(KeptRowRepository.Kept upload, PersonalRows personal) {
        long row = Long.MIN_VALUE;
        int seq = 0;
        while (true) {
            long afterRow = row;
            int afterSeq = seq;
            List<KeptRowRepository.Error> page =
                    database.read(tx -> kept.errors(tx, upload.uploadId(), afterRow, afterSeq, PAGE));
            Set<Long> found = new HashSet<>();
            for (KeptRowRepository.Error error : page) {
                if (personal.isError(error.field(), error.value(), error.message())) {
                    found.add(error.row());
                }
                row = error.row();
                seq = error.seq();
            }
            erase(upload.uploadId(), found);
            if (page.size() < PAGE) {
                return;
            }
        }
    }

    private void erase(UUID uploadId, Set<Long> rows) {
        if (!rows.isEmpty()) {
            database.useTransaction(tx -> kept.eraseRows(tx, uploadId, rows));
        }
    }

    private static Map<Identifier, String> identifiers(Erasure.Order order) {
        Map<Identifier, String> identifiers = new EnumMap<>(Identifier.class);
        order.identifiers()
                .forEach((name, value) ->
                        Identifier.ofFieldName(name).ifPresent(identifier -> identifiers.put(identifier, value)));
        return identifiers;
    }
}
