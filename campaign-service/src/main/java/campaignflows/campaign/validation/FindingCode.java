package campaignflows.campaign.validation;

/** The kind of a finding. A code is a promise to callers: it is never renamed. Its wire name is in lower case. */
public enum FindingCode {
    /** Something that no draft may have either: a broken id, an edge to nowhere, a limit passed. */
    STRUCTURE_INVALID,
    NO_ACTIVE_FLOW,
    DEFINITION_TOO_LARGE,
    NO_TRIGGER,
    TRIGGER_REPEATED,
    TRIGGER_NOT_CONNECTED,
    NODE_UNREACHABLE,
    FIELD_CHECK_NOT_CONNECTED,
    EDGE_INTO_TRIGGER,
    CYCLE,
    PORT_TAKEN,
    UNKNOWN_PORT,
    REQUIRED_FIELDS,
    COMMUNICATION_NAME_INVALID,
    COMMUNICATION_NAME_TAKEN,
    AGENT_MISSING,
    CHANNEL_NOT_ATTACHED,
    CHANNEL_TYPE_MISMATCH,
    CONTENT_MISSING,
    TEMPLATE_INVALID,
    UNKNOWN_FIELD,
    FIELD_NOT_WRITABLE,
    OPERATOR_NOT_ALLOWED,
    /** To Another Flow leads to a flow that is not in the campaign. */
    TARGET_FLOW_MISSING,
    TARGET_FLOW_OWN,
    TARGET_FLOW_WITHOUT_ENTRY,
    VALUE_INVALID,
    /** Python code that is not of the supported subset, or names a field that there is not. */
    EXPRESSION_INVALID,
    BRANCH_OPEN,
    AGENT_STOPPED,
    CHANNEL_STOPPED,
    TARGET_FLOW_INACTIVE,
    /** Nodes after one at which every walk ends. */
    NEVER_WALKED,
    DUPLICATES_POSSIBLE,
    /** As many were found that the rest is only counted. */
    MORE_FINDINGS
}
