package campaignflows.platform.contracts.definition;

/** Where a field's value lives: with the person in the tenant, or with the participant in its campaign. */
public enum FieldLevel {
    CUSTOMER,
    PARTICIPANT
}
