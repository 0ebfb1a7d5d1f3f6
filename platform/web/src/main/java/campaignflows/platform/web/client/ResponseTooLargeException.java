package campaignflows.platform.web.client;

/** The response has more bytes than the caller accepts; its content may be requested in parts. */
public final class ResponseTooLargeException extends RuntimeException {
    ResponseTooLargeException(ServiceName service, Throwable cause) {
        super("The response of the %s is too large: %s".formatted(service.audience(), cause.getMessage()), cause);
    }
}
