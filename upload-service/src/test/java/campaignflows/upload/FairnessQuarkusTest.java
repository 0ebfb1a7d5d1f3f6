package campaignflows.upload;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.InternalTokens;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(OtherServices.class)
class FairnessQuarkusTest {
    @Inject
    InternalTokens tokens;

    @Inject
    AgroalDataSource database;

    private Uploads uploads;

    @BeforeEach
    void forget() {
        OtherServices.forget();
        uploads = new Uploads(tokens);
    }

    private Uploads campaignOf(UUID tenant) {
        return new Uploads(tokens, tenant, OtherServices.campaignOf(tenant));
    }

    @Test
    void shouldLetASmallFilePassThoughAnotherTenantHasManyThatMakeNoHaste() {
        OtherServices.holdOnly(OtherServices.TENANT);
        List<Uploads> campaigns = new ArrayList<>();
        List<String> large = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            campaigns.add(campaignOf(OtherServices.TENANT));
            large.add(campaigns.getLast().upload("email\n" + "p@x.de\n".repeat(3_000)));
        }
        Await.until("the large ones take all the places that they get", () -> OtherServices.waiting() == 2);
        Uploads small = campaignOf(UUID.randomUUID());

        assertThat(small.imported("email\na@x.de\n").getString("status")).isEqualTo("completed");

        assertThat(OtherServices.waiting()).isEqualTo(2);
        OtherServices.hold(false);
        for (int i = 0; i < large.size(); i++) {
            assertThat(campaigns.get(i).ended(large.get(i)).getLong("total")).isEqualTo(3_000);
        }
    }

    @Test
    void shouldWaitForTheEngineWhileTheCampaignIsActiveAndSaySo() {
        OtherServices.engine(CampaignStatus.ACTIVE, 1_000_000);
        String id = uploads.upload("email\n" + "p@x.de\n".repeat(5_000));
        Await.until("it says that it waits", () -> uploads.get(id).getString("message") != null);
        assertThat(uploads.get(id).getString("message")).startsWith("Waits until the flows have caught up");
        assertThat(uploads.get(id).getString("status")).isEqualTo("processing");
        assertThat(OtherServices.imported()).isEmpty();
        Uploads inactive = new Uploads(tokens, OtherServices.TENANT, OtherServices.inactiveCampaign());
        assertThat(inactive.imported("email\na@x.de\n").getString("status")).isEqualTo("completed");

        assertThat(uploads.cancel(id).jsonPath().getString("message")).isEqualTo("Canceled after 0 rows");
        String another = uploads.upload("email\n" + "q@x.de\n".repeat(5_000));
        Await.until("it waits as well", () -> uploads.get(another).getString("message") != null);

        OtherServices.engine(CampaignStatus.ACTIVE, 0);

        assertThat(uploads.ended(another).getLong("total")).isEqualTo(5_000);
        assertThat(uploads.get(another).getString("message")).isNull();
    }

    @Test
    void shouldKeepNoReportLongerThanItsTime() throws Exception {
        String id = uploads.imported("email\nbad\n").getString("id");
        assertThat(uploads.failedRows(id).statusCode()).isEqualTo(200);
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update uploads set uploaded_at = uploaded_at - interval '30 days' where id = ?")) {
            update.setObject(1, UUID.fromString(id));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }

        assertThat(uploads.failedRows(id).statusCode()).isEqualTo(410);
        assertThat(uploads.get(id).getLong("failed")).isEqualTo(1);
    }
}
