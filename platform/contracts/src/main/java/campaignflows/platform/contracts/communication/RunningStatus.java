package campaignflows.platform.contracts.communication;

/** Whether an agent or a channel may be used now. */
public enum RunningStatus {
    RUNNING,
    STOPPED
}
