package campaignflows.platform.web.client;

/** The response has more bytes than the caller takes; what it is about may be asked for in parts. */
public final class ResponseTooLargeException extends RuntimeException {
    ResponseTooLargeException(ServiceName service, Throwable cause) {
        super("The response of the %s is too large: %s".formatted(service.audience(), cause.getMessage()), cause);
    }
}
