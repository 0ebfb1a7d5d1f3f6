package campaignflows.platform.messaging;

/** The points between the steps of a relay, at which a crash must do no harm; the tests crash it at each of them. */
public enum RelayStep {
    LOCKED,
    FENCED_PREDECESSOR,
    SETTLED,
    ROWS_READ,
    SENT,
    COMMITTED,
    DELETED
}
