package campaignflows.upload;

import static io.restassured.RestAssured.given;

import campaignflows.platform.testkit.Await;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;

/** A client for the uploads of one campaign over HTTP. */
final class Uploads {
    private final InternalTokens tokens;
    private final UUID tenant;
    private final String path;

    Uploads(InternalTokens tokens) {
        this(tokens, OtherServices.TENANT, OtherServices.CAMPAIGN);
    }

    Uploads(InternalTokens tokens, UUID tenant, UUID campaign) {
        this.tokens = tokens;
        this.tenant = tenant;
        this.path = "/api/v1/campaigns/" + campaign + "/uploads";
    }

    RequestSpecification as(Role role) {
        return given().auth().oauth2(token(role));
    }

    String token(Role role) {
        return tokens.mint("upload-service", new Caller(tenant, "someone", Set.of(role)));
    }

    Response post(String below, byte[] body) {
        return as(Role.OPERATOR).contentType("text/csv").body(body).post(path + below);
    }

    /** Uploads a file and gives its id. */
    String upload(String file) {
        return upload(file.getBytes(StandardCharsets.UTF_8));
    }

    String upload(byte[] file) {
        return post("", file).then().statusCode(202).extract().path("id");
    }

    JsonPath get(String id) {
        return as(Role.VIEWER)
                .get(path + "/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    JsonPath ended(String id) {
        Await.until("the upload has ended", () -> !get(id).getString("status").equals("processing"));
        return get(id);
    }

    JsonPath imported(byte[] file) {
        return ended(upload(file));
    }

    JsonPath imported(String file) {
        return ended(upload(file));
    }

    Response cancel(String id) {
        return as(Role.OPERATOR).post(path + "/" + id + "/cancel");
    }

    String errors(String id) {
        return errors(id, "");
    }

    String errors(String id, String query) {
        return as(Role.VIEWER)
                .get(path + "/" + id + "/errors" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    Response failedRows(String id) {
        return failedRows(id, "");
    }

    Response failedRows(String id, String query) {
        return as(Role.VIEWER).get(path + "/" + id + "/errors/rows" + query);
    }
}
