package campaignflows.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.web.client.ServiceName;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
    private final RouteTable routes = new RouteTable();

    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/campaigns,CAMPAIGN,ORDINARY",
        "PUT,/api/v1/campaigns/1/fields/order,CAMPAIGN,ORDINARY",
        "PATCH,/api/v1/campaigns/1/fields/due_date,CAMPAIGN,ORDINARY",
        "PUT,/api/v1/campaigns/1/flows/2,CAMPAIGN,ORDINARY",
        "GET,/api/v1/customer-fields,CAMPAIGN,ORDINARY",
        "POST,/api/v1/campaigns/1/participants,UPLOAD,BATCH",
        "GET,/api/v1/campaigns/1/participants,PARTICIPANT,ORDINARY",
        "HEAD,/api/v1/campaigns/1/participants,PARTICIPANT,ORDINARY",
        "PATCH,/api/v1/campaigns/1/participants/2,PARTICIPANT,ORDINARY",
        "GET,/api/v1/campaigns/1/participants/2/communications,COMMUNICATION,ORDINARY",
        "PATCH,/api/v1/customers/1,PARTICIPANT,ORDINARY",
        "GET,/api/v1/customers/1/campaigns,PARTICIPANT,ORDINARY",
        "GET,/api/v1/customers/1/erasure,PARTICIPANT,ORDINARY",
        "GET,/api/v1/customers/1/communications,COMMUNICATION,ORDINARY",
        "POST,/api/v1/campaigns/1/uploads,UPLOAD,UPLOAD",
        "GET,/api/v1/campaigns/1/uploads/2/errors/rows,UPLOAD,ORDINARY",
        "POST,/api/v1/campaigns/1/uploads/transfers,UPLOAD,UPLOAD",
        "OPTIONS,/api/v1/campaigns/1/uploads/transfers,UPLOAD,ORDINARY",
        "PATCH,/api/v1/campaigns/1/uploads/transfers/2,UPLOAD,UPLOAD",
        "HEAD,/api/v1/campaigns/1/uploads/transfers/2,UPLOAD,ORDINARY",
        "DELETE,/api/v1/campaigns/1/uploads/transfers/2,UPLOAD,ORDINARY",
        "POST,/api/v1/agents/1/start,COMMUNICATION,ORDINARY",
        "GET,/api/v1/contact-limits,COMMUNICATION,ORDINARY",
        "PUT,/api/v1/contact-limits/email,COMMUNICATION,ORDINARY",
        "PUT,/api/v1/stop-words/email,COMMUNICATION,ORDINARY",
        "POST,/api/v1/channels/1/start-links,COMMUNICATION,ORDINARY",
        "POST,/api/v1/blocked-contacts/email/lift,COMMUNICATION,ORDINARY",
        "POST,/api/v1/preferences/token,COMMUNICATION,ORDINARY",
        "GET,/api/v1/sessions/1,COMMUNICATION,ORDINARY",
        "GET,/api/v1/web/1,COMMUNICATION,ORDINARY",
        "GET,/api/v1/webhooks/channels/1,COMMUNICATION,WEBHOOK",
        "POST,/api/v1/webhooks/channels/1,COMMUNICATION,WEBHOOK",
        "POST,/api/v1/webhooks/channels/1/calls,COMMUNICATION,WEBHOOK",
        "POST,/api/v1/webhooks/agents/1,COMMUNICATION,WEBHOOK",
        "POST,/api/v1/agents/1/rotate-secret,COMMUNICATION,ORDINARY",
        "DELETE,/api/v1/api-keys/1,GATEWAY,ORDINARY",
        "POST,/api/v1/tenants/1/api-keys,GATEWAY,ORDINARY",
        "GET,/api/v1/session,GATEWAY,ORDINARY",
        "GET,/api/docs/,GATEWAY,ORDINARY"
    })
    void shouldFindWhoAnswers(String method, String path, ServiceName service, Route.Body body) {
        // given
        RequestPath read = RequestPath.parse(path).orElseThrow();
        // when
        RouteTable.Match match = routes.find(method, read);
        // then
        assertThat(match).isInstanceOfSatisfying(RouteTable.Match.Found.class, found -> {
            assertThat(found.route().target()).isEqualTo(service);
            assertThat(found.route().body()).isEqualTo(body);
        });
        assertThat(read.text()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal",
                "/internal/v1/participants/batches",
                "/api/v1/internal/tenants",
                "/api/v1/audits",
                "/api/v1/webhooks",
                "/api/v1/webhooks/agents/1/2",
                "/api/v1/webhooks/channels/1/2",
                "/api/v1/campaigns/1/analytics/1",
                "/api/v1/campaigns/",
                "/api/v1/campaigns/1/participants/2/3",
                "/q/metrics",
                "/q/openapi",
                "/q/health/ready/",
                "/api/v2/campaigns"
            })
    void shouldNotKnowOtherAddresses(String path) {
        RequestPath read = RequestPath.parse(path).orElseThrow();
        assertThat(routes.find("GET", read)).isInstanceOf(RouteTable.Match.Nothing.class);
    }

    @Test
    void shouldNameTheMethodsOfAnAddress() {
        RequestPath path = RequestPath.parse("/api/v1/campaigns/1/participants").orElseThrow();
        assertThat(routes.find("DELETE", path)).isEqualTo(new RouteTable.Match.OtherMethods(Set.of("GET", "POST")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api/v1",
                "//api/v1/me",
                "/api//v1/me",
                "/api/v1/../internal",
                "/api/v1/./me",
                "/api/v1/%2e%2e/internal",
                "/api/v1/campaigns/%2F",
                "/api/v1/campaigns/a%00b",
                "/api/v1/me;x=1",
                "/api/v1\\me",
                "/api/v1/campaigns/ä",
                "/api/v1/me#x",
                "/api/v1/me//",
                "*"
            })
    void shouldRefusePathsThatCanBeReadInTwoWays(String raw) {
        assertThat(RequestPath.parse(raw)).isEmpty();
    }

    @Test
    void shouldSayWhatIsOpenWithoutACredential() {
        assertThat(routes.callersOf("POST", "/api/v1/webhooks/channels/{id}")).isEmpty();
        assertThat(routes.callersOf("POST", "/api/v1/session")).isEmpty();
        assertThat(routes.callersOf("POST", "/api/v1/channels/{id}/start")).containsExactly("admin");
        assertThat(routes.callersOf("POST", "/api/v1/campaigns/{id}/stop"))
                .containsExactly("admin", "campaign_manager");
        assertThat(routes.callersOf("GET", "/api/v1/tenants")).containsExactly("installation_operator");
        assertThat(routes.scopeOf("POST", "/api/v1/campaigns/{id}/stop")).contains("campaigns:write");
        assertThat(routes.scopeOf("POST", "/api/v1/api-keys")).isEmpty();
        assertThat(routes.scopeOf("GET", "/api/v1/tenants")).isEmpty();
    }

    @Test
    void shouldSayWhichDescribedPathsAreRouted() {
        assertThat(routes.reachedAt("participant-service", "GET", "/api/v1/campaigns/{c}/participants"))
                .contains("/api/v1/campaigns/{c}/participants");
        assertThat(routes.reachedAt("participant-service", "POST", "/api/v1/campaigns/{c}/participants"))
                .isEmpty();
        assertThat(routes.reachedAt("campaign-service", "PUT", "/api/v1/campaigns/{c}/fields/{word}"))
                .contains("/api/v1/campaigns/{c}/fields/order");
        assertThat(routes.reachedAt("campaign-service", "PATCH", "/api/v1/campaigns/{c}/fields/{name}"))
                .contains("/api/v1/campaigns/{c}/fields/{name}");
        assertThat(routes.reachedAt("participant-service", "POST", "/internal/v1/walks/commit"))
                .isEmpty();
    }
}
