package campaignflows.platform.contracts.definition;

/** What a field's value belongs to: the customer in the tenant, or the participant in its campaign. */
public enum FieldLevel {
    CUSTOMER,
    PARTICIPANT
}
