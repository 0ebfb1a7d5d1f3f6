package campaignflows.platform.contracts.definition;

/** The status of a campaign (rule C2). */
public enum CampaignStatus {
    INACTIVE,
    ACTIVE,
    ERROR
}
