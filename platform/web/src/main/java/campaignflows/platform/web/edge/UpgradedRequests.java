package campaignflows.platform.web.edge;

import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.core.http.HttpServerRequest;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Requests that have become sockets. Quarkus waits at its shutdown for the end of the response to every request, and Vert.x tells
 * of none once the connection is a socket: without this a service would take all of {@code quarkus.shutdown.timeout} to stop as
 * soon as it has had one. Quarkus (3.32) says that a request is over by a method that it does not publish.
 */
public final class UpgradedRequests {
    private static final MethodHandle DONE = done();

    private UpgradedRequests() {}

    /** Nobody needs to wait for the request any more: its socket may go whenever the server does. */
    public static void over(HttpServerRequest request) {
        try {
            DONE.invokeExact(QuarkusRequestWrapper.get(request));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Expected no checked exception", e);
        }
    }

    private static MethodHandle done() {
        try {
            return MethodHandles.privateLookupIn(QuarkusRequestWrapper.class, MethodHandles.lookup())
                    .findVirtual(QuarkusRequestWrapper.class, "done", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "Quarkus has no QuarkusRequestWrapper.done() any more: see how it waits for sockets now", e);
        }
    }
}
