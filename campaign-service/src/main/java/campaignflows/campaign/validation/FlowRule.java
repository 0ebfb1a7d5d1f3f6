package campaignflows.campaign.validation;

/** One concern of the validation of a flow. */
@FunctionalInterface
interface FlowRule {
    void check(FlowGraph flow, ValidationContext context, Findings findings);
}
