package campaignflows.upload;

import java.net.URI;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobApiMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.options.ListContainerOptions;

/**
 * A server that speaks S3 and checks signatures, with one bucket in memory. It lives in a class loader of its own, since its
 * libraries do not bear those of the tests; so only interfaces of the JDK are known of it outside.
 */
public final class ObjectStorageServer implements Supplier<Map<String, String>>, LongSupplier, AutoCloseable {
    private static final String BUCKET = "campaign-uploads";
    private static final String ACCESS_KEY = "access";
    private static final String SECRET_KEY = "secret-of-the-tests";

    private final BlobStore blobs;
    private final S3Proxy server;

    public ObjectStorageServer() throws Exception {
        blobs = ContextBuilder.newBuilder(new TransientNio2BlobApiMetadata())
                .credentials(ACCESS_KEY, SECRET_KEY)
                .overrides(new Properties())
                .build(BlobStoreContext.class)
                .getBlobStore();
        blobs.createContainerInLocation(null, BUCKET);
        server = S3Proxy.builder()
                .blobStore(blobs)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .build();
        server.start();
    }

    /** How a service is configured that is to use it. */
    @Override
    public Map<String, String> get() {
        return Map.of(
                "campaignflows.upload.s3.endpoint",
                "http://127.0.0.1:" + server.getPort(),
                "campaignflows.upload.s3.bucket",
                BUCKET,
                "campaignflows.upload.s3.access-key",
                ACCESS_KEY,
                "campaignflows.upload.s3.secret-key",
                SECRET_KEY);
    }

    /** How many objects are stored. (Not by countBlobs, which fails when one is deleted meanwhile.) */
    @Override
    public long getAsLong() {
        return blobs.list(BUCKET, ListContainerOptions.Builder.recursive()).size();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
