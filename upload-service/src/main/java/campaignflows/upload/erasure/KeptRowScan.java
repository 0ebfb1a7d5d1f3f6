package campaignflows.upload.erasure;

import campaignflows.platform.database.Database;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Looks through what uploads keep, a page at a time: its memory does not grow with the amount, and no row is locked. */
final class KeptRowScan {
    private static final int PAGE = 1_000;
    private static final int UPLOADS = 100;

    private final Database database;
    private final KeptRowRepository kept;

    KeptRowScan(Database database, KeptRowRepository kept) {
        this.database = database;
        this.kept = kept;
    }

    /** The tenant's uploads that may keep something. */
    void uploads(UUID tenantId, Consumer<KeptRowRepository.Kept> each) {
        UUID last = KeptRowRepository.FIRST;
        while (true) {
            UUID after = last;
            List<KeptRowRepository.Kept> page = database.read(tx -> kept.uploads(tx, tenantId, after, UPLOADS));
            page.forEach(each);
            if (page.size() < UPLOADS) {
                return;
            }
            last = page.getLast().uploadId();
        }
    }

    /** The person's failed rows of an upload; what is found of a page at a time. */
    void rows(KeptRowRepository.Kept upload, PersonalRows personal, Consumer<List<KeptRowRepository.FailedRow>> found) {
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
            found.accept(page.stream()
                    .filter(row -> personal.isRow(row.content(), delimiter, upload.columns()))
                    .toList());
            last = page.getLast().number();
        }
    }

    /** The errors of an upload that say something of the person; what is found of a page at a time. */
    void errors(KeptRowRepository.Kept upload, PersonalRows personal, Consumer<List<KeptRowRepository.Error>> found) {
        long row = Long.MIN_VALUE;
        int seq = 0;
        while (true) {
            long afterRow = row;
            int afterSeq = seq;
            List<KeptRowRepository.Error> page =
                    database.read(tx -> kept.errors(tx, upload.uploadId(), afterRow, afterSeq, PAGE));
            found.accept(page.stream()
                    .filter(error -> personal.isError(error.field(), error.value(), error.message()))
                    .toList());
            if (page.size() < PAGE) {
                return;
            }
            row = page.getLast().row();
            seq = page.getLast().seq();
        }
    }
}
