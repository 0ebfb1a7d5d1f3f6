package campaignflows.platform.contracts.audit;

import campaignflows.platform.values.WireName;
import java.util.Arrays;
import java.util.List;

/** What the audit log tells of, each with the kind of object that it is done to. */
public enum AuditAction {
    CAMPAIGN_CREATED(AuditObject.CAMPAIGN),
    CAMPAIGN_CHANGED(AuditObject.CAMPAIGN),
    CAMPAIGN_DELETED(AuditObject.CAMPAIGN),
    CAMPAIGN_STARTED(AuditObject.CAMPAIGN),
    CAMPAIGN_STOPPED(AuditObject.CAMPAIGN),
    CAMPAIGN_EXPORTED(AuditObject.CAMPAIGN),
    FIELD_ADDED(AuditObject.FIELD),
    FIELD_CHANGED(AuditObject.FIELD),
    FIELD_REMOVED(AuditObject.FIELD),
    FIELDS_REORDERED(AuditObject.CAMPAIGN),
    FLOW_CREATED(AuditObject.FLOW),
    FLOW_CHANGED(AuditObject.FLOW),
    FLOW_DELETED(AuditObject.FLOW),
    FLOW_ACTIVATED(AuditObject.FLOW),
    FLOW_DEACTIVATED(AuditObject.FLOW),
    FLOWS_REORDERED(AuditObject.CAMPAIGN),
    AGENT_CREATED(AuditObject.AGENT),
    AGENT_CHANGED(AuditObject.AGENT),
    AGENT_DELETED(AuditObject.AGENT),
    AGENT_STARTED(AuditObject.AGENT),
    AGENT_STOPPED(AuditObject.AGENT),
    AGENT_SECRET_ROTATED(AuditObject.AGENT),
    CHANNEL_CREATED(AuditObject.CHANNEL),
    CHANNEL_CHANGED(AuditObject.CHANNEL),
    CHANNEL_DELETED(AuditObject.CHANNEL),
    CHANNEL_STARTED(AuditObject.CHANNEL),
    CHANNEL_STOPPED(AuditObject.CHANNEL),
    CONTACT_LIMITS_CHANGED(AuditObject.CHANNEL_TYPE),
    STOP_WORDS_CHANGED(AuditObject.CHANNEL_TYPE),
    BLOCKS_LIFTED(AuditObject.CHANNEL_TYPE),
    PARTICIPANT_CHANGED(AuditObject.PARTICIPANT),
    PARTICIPANT_REMOVED(AuditObject.PARTICIPANT),
    PARTICIPANTS_EXPORTED(AuditObject.CAMPAIGN),
    CUSTOMER_CHANGED(AuditObject.CUSTOMER),
    CUSTOMER_OPT_OUTS_CHANGED(AuditObject.CUSTOMER),
    CUSTOMER_EXPORTED(AuditObject.CUSTOMER),
    CUSTOMER_ERASED(AuditObject.CUSTOMER),
    /** By retention: how many, of the tenant. */
    PARTICIPANTS_EXPIRED(AuditObject.TENANT),
    COMMUNICATIONS_EXPIRED(AuditObject.TENANT),
    UPLOAD_CREATED(AuditObject.UPLOAD),
    /** Its file is whole, and its import begins. */
    UPLOAD_STARTED(AuditObject.UPLOAD),
    UPLOAD_CANCELED(AuditObject.UPLOAD),
    /** A transfer that was not whole yet. */
    UPLOAD_DELETED(AuditObject.UPLOAD),
    UPLOAD_ERRORS_EXPORTED(AuditObject.UPLOAD),
    UPLOAD_ROWS_EXPORTED(AuditObject.UPLOAD),
    TENANT_CREATED(AuditObject.TENANT),
    TENANT_CHANGED(AuditObject.TENANT),
    API_KEY_CREATED(AuditObject.API_KEY),
    API_KEY_CHANGED(AuditObject.API_KEY),
    API_KEY_ROTATED(AuditObject.API_KEY),
    API_KEY_REVOKED(AuditObject.API_KEY),
    USER_INVITED(AuditObject.USER),
    /** By the link, and each time that a new one is used. */
    USER_JOINED(AuditObject.USER),
    USER_CHANGED(AuditObject.USER),
    USER_REMOVED(AuditObject.USER),
    PASSWORD_CHANGED(AuditObject.USER),
    SECOND_FACTOR_ADDED(AuditObject.USER),
    SECOND_FACTOR_REMOVED(AuditObject.USER),
    RECOVERY_CODES_RENEWED(AuditObject.USER),
    SIGNED_IN(AuditObject.USER),
    SIGNED_OUT(AuditObject.USER),
    AUDIT_EXPORTED(AuditObject.TENANT),
    REQUEST_REFUSED(AuditObject.REQUEST);

    private final AuditObject object;

    AuditAction(AuditObject object) {
        this.object = object;
    }

    public String wireName() {
        return WireName.of(this);
    }

    public AuditObject object() {
        return object;
    }

    /** The names of all, in their order. */
    public static List<String> wireNames() {
        return Arrays.stream(values()).map(AuditAction::wireName).toList();
    }
}
