package campaignflows.platform.expression.runtime;

/** Python's None. */
public enum PyNone {
    NONE
}
