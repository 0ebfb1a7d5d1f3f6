package campaignflows.upload.batch;

import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.database.Database;
import campaignflows.platform.web.client.NewestDefinitions;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ServiceUnavailableException;
import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.upload.UploadConfig;
import campaignflows.upload.importing.ImportMeters;
import campaignflows.upload.importing.ImportRepository;
import campaignflows.upload.importing.Leases;
import campaignflows.upload.importing.RowErrors;
import campaignflows.upload.lifecycle.Upload;
import campaignflows.upload.remote.ParticipantClient;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Imports API batches (rule P3). A batch is stored before it is passed on, so an accepted one is imported once even if this
 * service dies before it can respond; a repeated request with the same Idempotency-Key gets the first response.
 */
@Singleton
public class ApiBatches {
    private final Database database;
    private final ApiBatchRepository repository;
    private final ImportRepository imports;
    private final NewestDefinitions definitions;
    private final ParticipantClient participants;
    private final Leases leases;
    private final ImportMeters meters;
    private final UploadConfig config;

    public ApiBatches(
            Database database,
            ApiBatchRepository repository,
            ImportRepository imports,
            NewestDefinitions definitions,
            ParticipantClient participants,
            Leases leases,
            ImportMeters meters,
            UploadConfig config) {
        this.meters = meters;
        this.database = database;
        this.repository = repository;
        this.imports = imports;
        this.definitions = definitions;
        this.participants = participants;
        this.leases = leases;
        this.config = config;
    }

    /** A batch and the items that failed before it was handed on. */
    record Pending(ImportBatch batch, List<ImportBatch.RowError> errors) {}

    /**
     * Imports a batch.
     *
     * @param key      the Idempotency-Key, if one was given
     * @param bodyHash of the request's body, to distinguish a repeat from another request
     * @param bytes    size of the request's body
     * @throws ProblemException 404 for an unknown campaign, 422 if the key was used with another body, 503 if
     *                          participant-service cannot be reached
     */
    BatchResult apply(
            UUID tenant, UUID campaign, List<BatchItem> items, @Nullable String key, String bodyHash, long bytes) {
        var definition = definitions.newest(tenant, campaign);
        Optional<UUID> earlier = key == null ? Optional.empty() : earlier(tenant, campaign, key, bodyHash);
        if (earlier.isPresent()) {
            return answer(earlier.get());
        }
        UUID upload = Ids.v7();
        BatchRows rows = BatchRows.of(items, definition);
        Pending pending = new Pending(
                new ImportBatch(
                        tenant, campaign, upload, 0, bodyHash, definition.revision(), rows.columns(), rows.rows()),
                rows.errors());
        boolean registered = database.single(tx -> repository.register(
                tx,
                upload,
                tenant,
                campaign,
                bytes,
                key == null ? null : new ApiBatchRepository.Key(key, bodyHash),
                new ApiBatchRepository.Stored(bodyHash, write(pending)),
                leases.millis()));
        if (!registered) {
            return answer(earlier(tenant, campaign, String.valueOf(key), bodyHash)
                    .orElseThrow(
                            () -> ProblemException.unavailable("The key is in use by another request: try again")));
        }
        return answer(upload, () -> Optional.of(pending));
    }

    private Optional<UUID> earlier(UUID tenant, UUID campaign, String key, String bodyHash) {
        Duration kept = config.idempotencyKeysKept();
        Optional<ApiBatchRepository.Bound> bound = database.inTransaction(tx -> {
            repository.forgetKey(tx, tenant, campaign, key, kept.toSeconds());
            return repository.bound(tx, tenant, campaign, key);
        });
        bound.ifPresent(before -> {
            if (!before.bodyHash().equals(bodyHash)) {
                throw ProblemException.invalid(
                        "This Idempotency-Key was used with another body: use a new key for each request");
            }
        });
        return bound.map(ApiBatchRepository.Bound::uploadId);
    }

    /** The response to an earlier request, which is imported now if it was abandoned. */
    private BatchResult answer(UUID upload) {
        return answer(upload, () -> stored(upload));
    }

    private BatchResult answer(UUID upload, Supplier<Optional<Pending>> batch) {
        leases.keep(upload, upload);
        try {
            Optional<BatchResult> imported = batch.get().flatMap(this::finish);
            if (imported.isPresent()) {
                return imported.get();
            }
        } catch (ServiceUnavailableException e) {
            if (e.neverSent()) {
                withdraw(upload);
                throw e;
            }
            throw unknown(upload);
        } catch (RemoteProblem e) {
            if (e.code()
                    .filter(code -> code == ErrorCode.UNEXPECTED || code == ErrorCode.GATEWAY_TIMEOUT)
                    .isPresent()) {
                throw unknown(upload);
            }
            withdraw(upload);
            throw e;
        } finally {
            leases.drop(upload, upload);
        }
        return database.read(
                tx -> BatchResult.of(upload, repository.counters(tx, upload), repository.errors(tx, upload)));
    }

    /** Takes back a batch that certainly has not been imported, so that it may be sent again. */
    private void withdraw(UUID upload) {
        database.useTransaction(tx -> repository.withdraw(tx, upload));
    }

    private static ProblemException unknown(UUID upload) {
        return ProblemException.unavailable("The batch is stored as upload " + upload
                + " and will be imported once, but its result is not known yet."
                + " Look at that upload, or repeat the request with the same Idempotency-Key; do not send it again");
    }

    /** Imports a batch that another thread abandoned. */
    public void resume(UUID upload) {
        try {
            stored(upload).ifPresent(this::finish);
        } catch (RemoteProblem e) {
            if (e.code()
                    .filter(code -> code == ErrorCode.NOT_FOUND || code == ErrorCode.CONFLICT)
                    .isEmpty()) {
                throw e;
            }
            database.useTransaction(tx -> repository.fail(tx, upload, e.detail()));
        }
    }

    /** What is still to be imported; empty when it has been imported. */
    private Optional<Pending> stored(UUID upload) {
        return database.read(tx -> repository.stored(tx, upload))
                .map(ApiBatchRepository.Stored::payload)
                .map(ApiBatches::read);
    }

    /**
     * Imports a batch and stores the result. Harmless to repeat, also at the same time.
     *
     * @return empty if another thread has stored the result
     */
    private Optional<BatchResult> finish(Pending pending) {
        UUID upload = pending.batch().uploadId();
        ImportBatch.Result result = pending.batch().rows().isEmpty()
                ? new ImportBatch.Result(0, 0, 0, List.of())
                : meters.batch(ImportMeters.Source.API, () -> participants.apply(pending.batch()));
        List<ImportBatch.RowError> errors = RowErrors.ofBoth(pending.errors(), result.errors());
        long failedBefore = pending.errors().stream()
                .mapToLong(ImportBatch.RowError::row)
                .distinct()
                .count();
        Upload.Counters counters =
                new Upload.Counters(result.created(), result.updated(), result.failed() + failedBefore);
        boolean stored = errors.isEmpty()
                ? database.single(tx -> repository.complete(tx, upload, counters))
                : database.inTransaction(tx -> {
                    boolean first = repository.complete(tx, upload, counters);
                    if (first) {
                        imports.addErrors(tx, upload, errors);
                    }
                    return first;
                });
        if (stored) {
            meters.imported(ImportMeters.Source.API, counters);
        }
        return stored ? Optional.of(BatchResult.of(upload, counters, errors)) : Optional.empty();
    }

    private static byte[] write(Pending pending) {
        try {
            return Json.mapper().writeValueAsBytes(pending);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a batch that can be written as JSON", e);
        }
    }

    private static Pending read(byte[] payload) {
        try {
            return Json.mapper().readValue(payload, Pending.class);
        } catch (IOException e) {
            throw new IllegalStateException("Expected a stored batch that can be read", e);
        }
    }
}
