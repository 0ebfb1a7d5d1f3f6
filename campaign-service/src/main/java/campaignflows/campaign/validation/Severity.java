package campaignflows.campaign.validation;

/** Whether a finding refuses the activation of a flow. */
public enum Severity {
    ERROR,
    WARNING
}
