package campaignflows.upload.storage;

import campaignflows.platform.database.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Files on S3-compatible object storage, for any number of replicas. A file is a row of objects, its segments, and the
 * database says which: so any piece that arrives is durable at once however small it is, the pieces of a broken transfer
 * are plain objects that a listing finds and a delete removes, and a writer that was replaced cannot spoil the file. (The
 * storage's own multipart uploads keep no piece below 5 MiB, and what is left of them is invisible and paid for.)
 */
final class S3Storage implements UploadStorage {
    private static final Logger LOG = Logger.getLogger(S3Storage.class);
    private static final int MIN_SEGMENT_BYTES = 1024 * 1024;
    private static final int BUFFER_BYTES = 128 * 1024;

    /**
     * Where the files go.
     *
     * @param keyPrefix what all keys begin with
     * @param spool     folder for the segment that is just arriving
     */
    record Settings(String bucket, String keyPrefix, int segmentBytes, Path spool) {
        Settings {
            if (segmentBytes < MIN_SEGMENT_BYTES) {
                throw new IllegalArgumentException("Expected segments of at least %d bytes, but segment-bytes is %d"
                        .formatted(MIN_SEGMENT_BYTES, segmentBytes));
            }
        }

        String folder(UUID uploadId) {
            return keyPrefix + uploadId + "/";
        }
    }

    private final S3Client client;
    private final Settings settings;
    private final Database database;
    private final SegmentRepository segments;
    private final Pattern folder;

    S3Storage(S3Client client, Settings settings, Database database, SegmentRepository segments) {
        this.client = client;
        this.settings = settings;
        this.database = database;
        this.segments = segments;
        this.folder = Pattern.compile(Pattern.quote(settings.keyPrefix()) + "([0-9a-f-]{36})/");
    }

    /** Object storage has no end that could be asked for; the local folder holds one segment at a time. */
    @Override
    public void requireRoom(long bytes) {}

    @Override
    public long store(UUID uploadId, InputStream content, long expected, long maxBytes)
            throws IOException, FileTooLargeException {
        long size = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (PartialFile file = append(uploadId, 0)) {
            int read;
            while ((read = content.read(buffer)) >= 0) {
                size += read;
                if (size > maxBytes) {
                    throw new FileTooLargeException(maxBytes);
                }
                file.write(buffer, 0, read);
            }
            file.sync();
            return size;
        } catch (IOException | FileTooLargeException | RuntimeException e) {
            deleteLater(uploadId);
            throw e;
        }
    }

    private void deleteLater(UUID uploadId) {
        try {
            delete(uploadId);
        } catch (IOException e) {
            LOG.infof("What is left of a broken transfer is deleted by the clean-up upload=%s", uploadId);
        }
    }

    @Override
    public PartialFile append(UUID uploadId, long offset) throws StorageException {
        UUID writer = UUID.randomUUID();
        record Opened(List<String> unneeded, SegmentRepository.@Nullable Segment last, long size) {}
        Opened opened = database.inTransaction(tx -> {
            long size = segments.open(tx, uploadId, writer);
            List<String> unneeded = size < offset ? List.of() : segments.truncate(tx, uploadId, offset);
            return new Opened(unneeded, segments.last(tx, uploadId).orElse(null), size);
        });
        if (opened.size() < offset) {
            throw new StorageException(
                    "Expected %d bytes of the file, but only %d are stored".formatted(offset, opened.size()));
        }
        opened.unneeded().forEach(this::deleteObject);
        S3File file = new S3File(uploadId, writer, offset);
        SegmentRepository.Segment last = opened.last();
        if (last != null && last.length() < MIN_SEGMENT_BYTES) {
            file.goOnWith(last);
        }
        return file;
    }

    @Override
    public InputStream open(UUID uploadId, long offset) throws IOException {
        boolean known = database.read(tx -> segments.exists(tx, uploadId));
        if (!known) {
            throw new IOException("The file is not stored");
        }
        List<SegmentRepository.Segment> parts = database.read(tx -> segments.from(tx, uploadId, offset));
        return new SegmentStream(client, settings.bucket(), parts, offset);
    }

    @Override
    public void delete(UUID uploadId) throws IOException {
        try {
            List<String> keys = new ArrayList<>();
            client.listObjectsV2Paginator(list(settings.folder(uploadId)).build()).stream()
                    .flatMap(page -> page.contents().stream())
                    .map(S3Object::key)
                    .forEach(keys::add);
            for (String key : keys) {
                client.deleteObject(request -> request.bucket(settings.bucket()).key(key));
            }
        } catch (SdkException e) {
            throw failed(e);
        }
        database.useTransaction(tx -> segments.forget(tx, uploadId));
    }

    @Override
    public List<UUID> stored() throws IOException {
        Set<UUID> found = new HashSet<>(database.read(segments::files));
        try {
            client
                    .listObjectsV2Paginator(
                            list(settings.keyPrefix()).delimiter("/").build())
                    .stream()
                    .flatMap(page -> page.commonPrefixes().stream())
                    .map(prefix -> folder.matcher(prefix.prefix()))
                    .filter(Matcher::matches)
                    .map(name -> UUID.fromString(name.group(1)))
                    .forEach(found::add);
        } catch (SdkException e) {
            throw failed(e);
        }
        return List.copyOf(found);
    }

    @Override
    public void check() throws IOException {
        try {
            client.headBucket(request -> request.bucket(settings.bucket()));
        } catch (SdkException e) {
            throw failed(e);
        }
    }

    @Override
    public String toString() {
        return "s3 bucket=" + settings.bucket();
    }

    private ListObjectsV2Request.Builder list(String prefix) {
        return ListObjectsV2Request.builder().bucket(settings.bucket()).prefix(prefix);
    }

    /** The clean-up finds what this cannot delete now. */
    private void deleteObject(String key) {
        try {
            client.deleteObject(request -> request.bucket(settings.bucket()).key(key));
        } catch (SdkException e) {
            LOG.infof("An object that nobody needs is deleted with its upload key=%s", key);
        }
    }

    static StorageException failed(SdkException cause) {
        return new StorageException("The object storage does not do its part", cause);
    }

    /** A file at whose end segments are added. A small last segment is taken up and replaced by a larger one. */
    private final class S3File implements PartialFile {
        private final UUID uploadId;
        private final UUID writer;
        private final Spool spool = Spool.create(settings.spool());
        private long segmentStart;
        private long durableEnd;

        S3File(UUID uploadId, UUID writer, long offset) throws StorageException {
            this.uploadId = uploadId;
            this.writer = writer;
            this.segmentStart = offset;
            this.durableEnd = offset;
        }

        void goOnWith(SegmentRepository.Segment last) throws StorageException {
            try (InputStream content = new SegmentStream(client, settings.bucket(), List.of(last), last.from())) {
                byte[] bytes = content.readAllBytes();
                spool.write(bytes, 0, bytes.length);
                segmentStart = last.from();
            } catch (StorageException e) {
                close();
                throw e;
            } catch (IOException e) {
                close();
                throw new StorageException("The last segment cannot be read", e);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws StorageException {
            int written = 0;
            while (written < length) {
                int count = (int) Math.min(length - written, settings.segmentBytes() - spool.size());
                spool.write(bytes, offset + written, count);
                written += count;
                if (spool.size() >= settings.segmentBytes()) {
                    sync();
                }
            }
        }

        @Override
        public void sync() throws StorageException {
            long end = segmentStart + spool.size();
            if (end > durableEnd) {
                send(new SegmentRepository.Segment(
                        segmentStart,
                        end,
                        "%s%013d-%s".formatted(settings.folder(uploadId), segmentStart, UUID.randomUUID())));
            }
        }

        private void send(SegmentRepository.Segment segment) throws StorageException {
            try {
                S3Objects.put(client, settings.bucket(), segment.key(), spool);
            } catch (SdkException e) {
                throw failed(e);
            }
            record Put(boolean done, @Nullable String replaced) {}
            Put put = database.inTransaction(tx -> segments.grow(tx, uploadId, writer, durableEnd, segment.to())
                    ? new Put(true, segments.put(tx, uploadId, segment).orElse(null))
                    : new Put(false, null));
            if (!put.done()) {
                deleteObject(segment.key());
                throw new StorageException("The file has another writer now, or was deleted");
            }
            if (put.replaced() != null) {
                deleteObject(put.replaced());
            }
            durableEnd = segment.to();
            if (segment.length() >= MIN_SEGMENT_BYTES) {
                segmentStart = segment.to();
                spool.clear();
            }
        }

        @Override
        public void close() {
            spool.close();
        }
    }
}
