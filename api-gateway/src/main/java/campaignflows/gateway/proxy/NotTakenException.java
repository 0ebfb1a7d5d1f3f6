package campaignflows.gateway.proxy;

/** A service that is about to stop has sent a request back; an exception only because that is how exchanges fail. */
final class NotTakenException extends RuntimeException {
    NotTakenException() {
        super("The service is about to stop", null, false, false);
    }
}
