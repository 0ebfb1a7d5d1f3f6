package campaignflows.gateway.proxy;

import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;

/** The problems that callers receive when their request cannot be passed on. They name a service, never its address. */
record RouteProblems(Route route) {

    ProblemException tooLarge() {
        return ProblemException.tooLarge("The body is larger than the %d MiB that are accepted here"
                .formatted(route.body().maxBytes() >> 20));
    }

    static ProblemException addressMalformed() {
        return ProblemException.malformed(
                "The address holds what no address here has: its path consists of letters, digits and "
                        + ". _ ~ - between single slashes, and its query of printable ASCII, all else escaped");
    }

    static ProblemException addressTooLong() {
        return new ProblemException(
                ErrorCode.ADDRESS_TOO_LONG,
                "The path may have at most %d characters: shorten it".formatted(RequestPath.MAX_LENGTH));
    }

    static ProblemException bodyTooLate() {
        return new ProblemException(
                ErrorCode.REQUEST_TIMEOUT, "The body took too long to arrive: send it again, without pauses");
    }

    ProblemException tooLate() {
        return new ProblemException(
                ErrorCode.GATEWAY_TIMEOUT,
                "The %s took too long; whether the request took effect is not known".formatted(service()));
    }

    ProblemException badGateway() {
        return new ProblemException(
                ErrorCode.BAD_GATEWAY,
                "The %s broke off without a response; whether the request took effect is not known"
                        .formatted(service()));
    }

    ProblemException unavailable() {
        return ProblemException.unavailable("The %s is not available now: try again".formatted(service()));
    }

    private String service() {
        return route.target().audience();
    }
}
