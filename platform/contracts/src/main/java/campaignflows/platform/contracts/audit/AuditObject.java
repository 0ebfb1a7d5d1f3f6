package campaignflows.platform.contracts.audit;

import campaignflows.platform.values.WireName;

/** To what kind of object something is done. */
public enum AuditObject {
    CAMPAIGN,
    /** By its name, within a campaign. */
    FIELD,
    FLOW,
    AGENT,
    CHANNEL,
    CHANNEL_TYPE,
    PARTICIPANT,
    CUSTOMER,
    UPLOAD,
    TENANT,
    API_KEY,
    USER,
    /** By the route of the API that it was for. */
    REQUEST;

    public String wireName() {
        return WireName.of(this);
    }
}
