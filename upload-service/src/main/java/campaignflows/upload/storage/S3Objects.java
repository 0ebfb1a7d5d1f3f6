package campaignflows.upload.storage;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** Single objects of a bucket. */
final class S3Objects {
    private static final String TYPE = "application/octet-stream";

    private S3Objects() {}

    /** Stores a spool's content; the storage compares it with the digest that goes along. */
    static void put(S3Client client, String bucket, String key, Spool content) throws StorageException {
        String md5 = content.md5();
        client.putObject(
                request -> request.bucket(bucket).key(key).contentMD5(md5),
                RequestBody.fromContentProvider(
                        ContentStreamProvider.fromInputStreamSupplier(content::content), content.size(), TYPE));
    }

    /** The bytes [from, to) of an object. */
    static byte[] get(S3Client client, String bucket, String key, long from, long to) {
        return client.getObjectAsBytes(
                        request -> request.bucket(bucket).key(key).range("bytes=%d-%d".formatted(from, to - 1)))
                .asByteArrayUnsafe();
    }
}
