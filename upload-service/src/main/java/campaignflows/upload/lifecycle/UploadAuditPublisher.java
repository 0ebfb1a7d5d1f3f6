package campaignflows.upload.lifecycle;

import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.audit.AuditAction;
import campaignflows.platform.contracts.audit.AuditChange;
import campaignflows.platform.contracts.audit.AuditRecorded;
import campaignflows.platform.database.AuditLog;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Tells the audit log who sends, cancels and deletes files, and who downloads what of them failed. Names of files and values of
 * rows are not told, since they may be people's. Batches over the API are not told one by one: each is listed as an upload.
 */
@Singleton
public class UploadAuditPublisher {
    private final AuditLog audit;
    private final Database database;

    UploadAuditPublisher(AuditLog audit, Database database) {
        this.audit = audit;
        this.database = database;
    }

    /** An upload as its tenant names it. */
    public record Told(UUID tenant, UUID campaign, UUID upload) {}

    /** In the transaction that registers the upload. */
    public void created(Tx tx, Told upload, Actor actor) {
        audit.append(tx, upload.tenant(), line(AuditAction.UPLOAD_CREATED, upload, actor));
    }

    /** In the transaction that begins the import of a file of so many bytes. */
    public void started(Tx tx, Told upload, long bytes, Actor actor) {
        audit.append(
                tx,
                upload.tenant(),
                line(AuditAction.UPLOAD_STARTED, upload, actor)
                        .with(AuditChange.created(Map.of("bytes", bytes), Set.of())));
    }

    /** In the transaction that stores the request. */
    public void canceled(Tx tx, Told upload, Actor actor) {
        audit.append(tx, upload.tenant(), line(AuditAction.UPLOAD_CANCELED, upload, actor));
    }

    /** In the transaction that ends a transfer. */
    public void deleted(Tx tx, Told upload, Actor actor) {
        audit.append(tx, upload.tenant(), line(AuditAction.UPLOAD_DELETED, upload, actor));
    }

    /** In a transaction of its own, before anything of the error report is given. */
    public void errorsExported(Told upload, Actor actor) {
        export(AuditAction.UPLOAD_ERRORS_EXPORTED, upload, actor);
    }

    /** Likewise of the failed rows. */
    public void rowsExported(Told upload, Actor actor) {
        export(AuditAction.UPLOAD_ROWS_EXPORTED, upload, actor);
    }

    private void export(AuditAction action, Told upload, Actor actor) {
        database.useTransaction(tx -> audit.append(tx, upload.tenant(), line(action, upload, actor)));
    }

    private static AuditRecorded line(AuditAction action, Told upload, Actor actor) {
        return AuditRecorded.of(action, upload.upload(), actor).in(upload.campaign());
    }
}
