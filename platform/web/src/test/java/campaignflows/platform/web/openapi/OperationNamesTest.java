package campaignflows.platform.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationNamesTest {
    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/campaigns,listCampaigns",
        "POST,/api/v1/campaigns,createCampaign",
        "GET,/api/v1/campaigns/{id},getCampaign",
        "PATCH,/api/v1/campaigns/{id},updateCampaign",
        "DELETE,/api/v1/campaigns/{id},deleteCampaign",
        "POST,/api/v1/campaigns/{id}/start,startCampaign",
        "POST,/api/v1/campaigns/import,importCampaign",
        "GET,/api/v1/campaigns/{id}/export,exportCampaign",
        "PUT,/api/v1/campaigns/{campaign_id}/flows/order,orderFlows",
        "PUT,/api/v1/campaigns/{campaign_id}/flows/{flow_id},replaceFlow",
        "POST,/api/v1/campaigns/{campaign_id}/flows/{flow_id}/activate,activateFlow",
        "GET,/api/v1/campaigns/{campaign_id}/flows/{flow_id}/counts,getFlowCounts",
        "POST,/api/v1/campaigns/{campaign_id}/flows/{flow_id}/check-expression,checkExpression",
        "GET,/api/v1/campaigns/{campaign_id}/analytics,getAnalytics",
        "GET,/api/v1/campaigns/{campaign_id}/participants/{participant_id}/walks,listParticipantWalks",
        "GET,/api/v1/customers/{customer_id}/communications,listCustomerCommunications",
        "GET,/api/v1/api-keys,listApiKeys",
        "POST,/api/v1/api-keys,createApiKey",
        "DELETE,/api/v1/session,deleteSession",
        "GET,/api/v1/me,getMe",
        "HEAD,/api/v1/campaigns/{campaign_id}/uploads/{upload_id},checkUpload",
        "POST,/api/v1/webhooks/channels/{channel_id},receiveChannelWebhook",
        "GET,/api/v1/webhooks/channels/{channel_id},confirmChannelWebhook"
    })
    void shouldNameAnOperationByWhatItDoesWithWhat(String method, String path, String name) {
        assertThat(OperationNames.of(method, path)).isEqualTo(name);
    }
}
