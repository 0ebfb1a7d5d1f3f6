package campaignflows.upload.storage;

import campaignflows.upload.UploadConfig;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Connects to an object storage, in a way that implementations other than Amazon's understand too. */
final class S3Access {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final int ATTEMPTS = 3;

    private S3Access() {}

    /** A client of the configured storage. Nothing is asked of the storage yet, so it may start later than this service. */
    static S3Client connect(UploadConfig.S3 config) {
        S3ClientBuilder client = S3Client.builder()
                .region(Region.of(config.region()))
                .credentialsProvider(credentials(config))
                .forcePathStyle(config.pathStyle().orElse(config.endpoint().isPresent()))
                // The newer trailing checksums are not known everywhere; each object goes with its MD5 instead.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override -> override.apiCallTimeout(config.timeout())
                        .apiCallAttemptTimeout(config.timeout().dividedBy(2))
                        .retryStrategy(retry -> retry.maxAttempts(ATTEMPTS)))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(config.timeout().dividedBy(2)));
        config.endpoint().ifPresent(client::endpointOverride);
        return client.build();
    }

    private static AwsCredentialsProvider credentials(UploadConfig.S3 config) {
        if (config.accessKey().isPresent() && config.secretKey().isPresent()) {
            return StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    config.accessKey().get(), config.secretKey().get()));
        }
        return DefaultCredentialsProvider.create();
    }
}
