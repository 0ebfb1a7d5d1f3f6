package campaignflows.upload;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A full disk: files are refused before they arrive, everything else works. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(OtherServices.class)
@TestProfile(FullDiskQuarkusTest.Full.class)
class FullDiskQuarkusTest {
    @Inject
    InternalTokens tokens;

    @Test
    void shouldRefuseFilesWith507AndKeepNothing() {
        OtherServices.forget();
        Uploads uploads = new Uploads(tokens);
        String path = "/api/v1/campaigns/" + OtherServices.CAMPAIGN + "/uploads";

        for (String body : new String[] {"email\na@x.de\n", ""}) {
            uploads.post("", body.getBytes(StandardCharsets.UTF_8))
                    .then()
                    .statusCode(507)
                    .contentType("application/problem+json")
                    .body("code", org.hamcrest.Matchers.equalTo("insufficient_storage"));
        }
        uploads.as(Role.OPERATOR)
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", "5")
                .post(path + "/transfers")
                .then()
                .statusCode(507);

        assertThat(uploads.as(Role.VIEWER).get(path).jsonPath().getList("items"))
                .isEmpty();
        uploads.post("/preview", "email\na@x.de\n".getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(200);
        uploads.as(Role.OPERATOR)
                .contentType("application/json")
                .body("[{\"attributes\": {\"email\": \"a@x.de\"}}]")
                .post("/api/v1/campaigns/" + OtherServices.CAMPAIGN + "/participants")
                .then()
                .statusCode(200);
    }

    /** More than any disk has is to stay free. */
    public static final class Full implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("campaignflows.upload.free-bytes-kept", "4611686018427387904");
        }
    }
}
