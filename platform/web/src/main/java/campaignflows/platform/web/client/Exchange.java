package campaignflows.platform.web.client;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.web.edge.Draining;
import campaignflows.platform.web.problem.ProblemError;
import com.fasterxml.jackson.databind.JsonNode;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends a call, repeats it where that is allowed, and maps every failure to an exception of its kind. */
final class Exchange {
    private static final RetryPolicy<byte[]> RETRIES = RetryPolicy.<byte[]>builder()
            .handleIf(Exchange::mayPass)
            .withMaxRetries(2)
            .withBackoff(100, 1_000, ChronoUnit.MILLIS, 3.0)
            .withJitter(Duration.ofMillis(30))
            .build();

    private static final int MAX_PROBLEM_BYTES = 1024 * 1024;

    private Exchange() {}

    static byte[] send(ServiceClient client, ServiceCall call) {
        return call.isIdempotent()
                ? Failsafe.with(RETRIES).get(() -> sendUntilTaken(client, call))
                : sendUntilTaken(client, call);
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof ServiceUnavailableException
                || (failure instanceof RemoteProblem problem && (problem.status() == 503 || problem.status() == 502));
    }

    private static byte[] sendUntilTaken(ServiceClient client, ServiceCall call) {
        if (!call.waits()) {
            return sendOnce(client, call);
        }
        ServicePresence presence = client.presence();
        while (true) {
            try (ServicePresence.Pass ignored = awaitPresence(client, presence)) {
                byte[] answer = sendOnce(client, call);
                presence.taken();
                return answer;
            } catch (RemoteProblem no) {
                presence.taken();
                throw no;
            } catch (ServiceUnavailableException absent) {
                if (!absent.neverSent() || !presence.notTaken()) {
                    throw absent;
                }
            }
        }
    }

    private static ServicePresence.Pass awaitPresence(ServiceClient client, ServicePresence presence) {
        if (presence.isPresent()) {
            return ServicePresence.Pass.NONE;
        }
        CompletableFuture<ServicePresence.Pass> turn = new CompletableFuture<>();
        presence.enter(new ServicePresence.Waiting() {
            @Override
            public void go(ServicePresence.Pass pass) {
                turn.complete(pass);
            }

            @Override
            public void giveUp() {
                turn.completeExceptionally(new ConnectException("It has been away for too long"));
            }
        });
        try {
            return turn.get();
        } catch (InterruptedException e) {
            turn.thenAccept(ServicePresence.Pass::close);
            Thread.currentThread().interrupt();
            throw new ServiceUnavailableException(client.service(), true, e);
        } catch (ExecutionException e) {
            throw new ServiceUnavailableException(client.service(), true, e);
        }
    }

    private static byte[] sendOnce(ServiceClient client, ServiceCall call) {
        // The request's own timeout ends with the headers; this one covers the body too.
        HttpResponse<byte[]> response = answer(
                client, call, client.http().sendAsync(call.request(), BoundedBody.atMost(call.maxAnswerBytes())));
        if (response.statusCode() / 100 == 2) {
            return response.body();
        }
        RemoteProblem problem = problem(client.service(), response.statusCode(), response.body());
        throw response.headers().firstValue(Draining.NOT_TAKEN).isPresent()
                ? new ServiceUnavailableException(client.service(), true, problem)
                : problem;
    }

    /** Sends the call once and gives the response as it comes, until the call's time has passed. */
    static InputStream open(ServiceClient client, ServiceCall call) {
        long deadline = System.nanoTime() + call.timeout().toNanos();
        HttpResponse<InputStream> response = answer(
                client, call, client.http().sendAsync(call.request(), HttpResponse.BodyHandlers.ofInputStream()));
        InputStream body = response.body();
        CompletableFuture.delayedExecutor(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
                .execute(() -> closeQuietly(body));
        if (response.statusCode() / 100 == 2) {
            return body;
        }
        try (body) {
            throw problem(client.service(), response.statusCode(), body.readNBytes(MAX_PROBLEM_BYTES));
        } catch (IOException e) {
            throw new ServiceUnavailableException(client.service(), false, e);
        }
    }

    private static void closeQuietly(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // Whoever reads it gets the error.
        }
    }

    private static <T> HttpResponse<T> answer(
            ServiceClient client, ServiceCall call, CompletableFuture<HttpResponse<T>> exchange) {
        try {
            return exchange.get(call.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new ServiceUnavailableException(client.service(), false, e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new ServiceUnavailableException(client.service(), false, e);
        } catch (ExecutionException e) {
            throw failure(client.service(), e.getCause() == null ? e : e.getCause());
        }
    }

    private static RuntimeException failure(ServiceName service, Throwable cause) {
        return switch (cause) {
            case BoundedBody.TooLargeException tooLarge -> new ResponseTooLargeException(service, tooLarge);
            case HttpConnectTimeoutException timeout -> new ServiceUnavailableException(service, true, timeout);
            case HttpTimeoutException timeout -> new ServiceUnavailableException(service, false, timeout);
            case ConnectException refused -> new ServiceUnavailableException(service, true, refused);
            case UnresolvedAddressException unresolved -> new ServiceUnavailableException(service, true, unresolved);
            case IOException broken
            when hasCause(broken, BoundedBody.TooLargeException.class) ->
                new ResponseTooLargeException(service, broken);
            case IOException broken -> new ServiceUnavailableException(service, false, broken);
            // What we were sending could not be read to its end.
            case UncheckedIOException broken -> new ServiceUnavailableException(service, false, broken);
            default -> new IllegalStateException("Expected a call of %s to be possible".formatted(service), cause);
        };
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        return failure.getCause() != null && type.isInstance(failure.getCause());
    }

    private static RemoteProblem problem(ServiceName service, int status, byte[] answer) {
        JsonNode body = readable(answer);
        return new RemoteProblem(
                service,
                status,
                body.path("code").asText(""),
                body.path("detail").asText("The %s returned %d".formatted(service.audience(), status)),
                errors(body.path("errors")),
                findings(body.path("findings")));
    }

    private static JsonNode readable(byte[] body) {
        try {
            JsonNode node = Json.mapper().readTree(body);
            return node == null ? Json.mapper().createObjectNode() : node;
        } catch (IOException e) {
            return Json.mapper().createObjectNode();
        }
    }

    private static List<ProblemError> errors(JsonNode nodes) {
        List<ProblemError> errors = new ArrayList<>();
        for (JsonNode node : nodes) {
            errors.add(new ProblemError(
                    text(node, "field"),
                    text(node, "node"),
                    node.path("index").isInt() ? node.path("index").asInt() : null,
                    node.path("message").asText("")));
        }
        return errors;
    }

    private static List<JsonNode> findings(JsonNode nodes) {
        List<JsonNode> findings = new ArrayList<>();
        nodes.forEach(findings::add);
        return findings;
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.path(name).isTextual() ? node.path(name).asText() : null;
    }
}
