package campaignflows.gateway.support;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A service as the gateway sees it. It answers with what it received, or behaves as the query parameter {@code answer}
 * says: {@code early} (409 before the body is read), {@code never}, {@code reset}, {@code half} (breaks off in its response),
 * {@code stopping} (takes it after {@code times} refusals of the same {@code key}), {@code large} ({@code bytes} of them), {@code located}, {@code lazy} (reads nothing for {@code ms}). What became of each
 * request is at {@code /stub/<request id>}.
 */
final class StubService implements Handler<HttpServerRequest> {
    private static final Buffer BLOCK = Buffer.buffer(new byte[16 * 1024]);

    private final Vertx vertx;
    private final String name;
    private final Map<String, JsonObject> requests = new ConcurrentHashMap<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();

    StubService(Vertx vertx, String name) {
        this.vertx = vertx;
        this.name = name;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (request.path().startsWith("/stub/")) {
            String id = request.path().substring("/stub/".length());
            json(request, requests.getOrDefault(id, new JsonObject().put("state", "unknown")));
        } else if (request.path().startsWith("/api/v1/web/")
                && request.headers().contains("Upgrade")) {
            chat(request);
        } else if (request.path().startsWith("/q/health/ready")) {
            request.response()
                    .setStatusCode(name.startsWith("flow") ? 503 : 200)
                    .end();
        } else if (request.path().equals("/q/openapi")) {
            json(request, StubDocuments.of(name));
        } else {
            behave(request);
        }
    }

    /** Says first what it was asked with, then what it hears; ends when it hears {@code end}. */
    private void chat(HttpServerRequest request) {
        if (request.path().endsWith("/refused")) {
            request.response()
                    .setStatusCode(403)
                    .putHeader("Content-Type", "application/problem+json")
                    .end("{\"code\":\"forbidden\"}");
            return;
        }
        JsonObject seen = describe(request);
        requests.put("chat", seen);
        request.toWebSocket().onSuccess(socket -> {
            seen.put("state", "open");
            socket.closeHandler(ignored -> seen.put("state", "closed"));
            socket.textMessageHandler(text -> {
                if (text.equals("end")) {
                    socket.close((short) 4404, "channel_gone");
                } else {
                    socket.writeTextMessage(text);
                }
            });
            socket.writeTextMessage(seen.encode());
        });
    }

    private void behave(HttpServerRequest request) {
        String query = request.query() == null ? "" : request.query();
        String answer = StubServices.parameter(query, "answer").orElse("echo");
        JsonObject seen = describe(request);
        requests.put(String.valueOf(request.getHeader("X-Request-Id")), seen);
        switch (answer) {
            case "early" -> request.response().setStatusCode(409).end("{\"code\":\"conflict\"}");
            case "stopping" -> {
                String key = StubServices.parameter(query, "key").orElseThrow();
                int times =
                        Integer.parseInt(StubServices.parameter(query, "times").orElseThrow());
                if (refusals.merge(key, 1, Integer::sum) <= times) {
                    request.response()
                            .setStatusCode(503)
                            .putHeader("X-Not-Taken", "stopping")
                            .putHeader("Connection", "close")
                            .end("{\"code\":\"unavailable\"}");
                } else {
                    echo(request, seen);
                }
            }
            case "never" -> watch(request, seen);
            case "reset" -> request.connection().close();
            case "half" -> {
                request.response().putHeader("Content-Length", "100000").write(BLOCK);
                vertx.setTimer(200, ignored -> request.connection().close());
            }
            case "large" -> {
                long bytes =
                        Long.parseLong(StubServices.parameter(query, "bytes").orElseThrow());
                watch(request, seen);
                request.response().putHeader("Content-Length", Long.toString(bytes));
                send(request.response(), seen, bytes);
            }
            case "located" ->
                request.response()
                        .setStatusCode(201)
                        .putHeader("Location", "http://" + request.getHeader("Host") + "/api/v1/campaigns/1?x=1")
                        .putHeader("Server", "Secret/1.0")
                        .putHeader("X-Powered-By", "Magic")
                        .putHeader("Connection", "X-Hop")
                        .putHeader("X-Hop", "1")
                        .putHeader("ETag", "\"7\"")
                        .end();
            case "offset" ->
                request.response()
                        .setStatusCode(request.method().name().equals("HEAD") ? 200 : 204)
                        .putHeader("Tus-Resumable", "1.0.0")
                        .putHeader("Upload-Offset", "4294967296")
                        .putHeader("Upload-Resource", "/api/v1/campaigns/1/uploads/2")
                        .end();
            case "lazy" -> {
                request.pause();
                long millis = Long.parseLong(StubServices.parameter(query, "ms").orElseThrow());
                vertx.setTimer(millis, ignored -> request.resume());
                echo(request, seen);
            }
            default -> echo(request, seen);
        }
    }

    private JsonObject describe(HttpServerRequest request) {
        JsonObject headers = new JsonObject();
        request.headers()
                .forEach(header -> headers.put(header.getKey().toLowerCase(java.util.Locale.ROOT), header.getValue()));
        return new JsonObject()
                .put("service", name)
                .put("method", request.method().name())
                .put("uri", request.uri())
                .put("headers", headers)
                .put("state", "receiving")
                .put("bytes", 0L);
    }

    private static void echo(HttpServerRequest request, JsonObject seen) {
        watch(request, seen);
        MessageDigest digest = sha256();
        long[] bytes = {0};
        if ("100-continue".equals(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.handler(chunk -> {
            bytes[0] += chunk.length();
            digest.update(chunk.getBytes());
            seen.put("bytes", bytes[0]);
        });
        request.endHandler(ignored -> {
            seen.put("state", "complete");
            seen.put("sha256", HexFormat.of().formatHex(digest.digest()));
            json(request, seen);
        });
    }

    private static void watch(HttpServerRequest request, JsonObject seen) {
        request.exceptionHandler(ignored -> seen.put("state", "aborted"));
        request.response().closeHandler(ignored -> {
            if (!"complete".equals(seen.getString("state"))) {
                seen.put("state", "aborted");
            }
        });
    }

    private static void send(HttpServerResponse response, JsonObject seen, long bytes) {
        long left = bytes;
        while (left > 0 && !response.writeQueueFull()) {
            int size = (int) Math.min(left, BLOCK.length());
            response.write(size == BLOCK.length() ? BLOCK : BLOCK.slice(0, size));
            left -= size;
        }
        long rest = left;
        seen.put("bytes", seen.getLong("bytes") + bytes - rest);
        if (rest == 0) {
            response.end();
        } else {
            response.drainHandler(ignored -> send(response, seen, rest));
        }
    }

    private static void json(HttpServerRequest request, JsonObject json) {
        request.response().putHeader("Content-Type", "application/json").end(json.toBuffer());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
