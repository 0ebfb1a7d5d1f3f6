package campaignflows.local.mail;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The catcher over HTTP: a list for programs, a page for people. Both show the newest mail first. */
final class MailHttp implements AutoCloseable {
    private static final Pattern SOURCE = Pattern.compile("/messages/([0-9]{1,9})");
    private static final JsonFactory JSON = new JsonFactory();

    private final MailStore store;
    private final HttpServer server;

    MailHttp(MailStore store, InetSocketAddress address) throws IOException {
        this.store = store;
        server = HttpServer.create(address, 128);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            dispatch(exchange);
        } catch (BadRequestException e) {
            problem(exchange, 400, "bad_request", "Bad Request", e.detail());
        } finally {
            exchange.close();
        }
    }

    private void dispatch(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Matcher source = SOURCE.matcher(path);
        if (!path.equals("/") && !path.equals("/api/messages") && !source.matches()) {
            problem(exchange, 404, "not_found", "Not Found", "Expected / or /api/messages");
        } else if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            problem(exchange, 405, "method_not_allowed", "Method Not Allowed", "Expected GET");
        } else if (path.equals("/")) {
            page(exchange);
        } else if (path.equals("/api/messages")) {
            list(exchange, MailQuery.parse(exchange.getRequestURI().getRawQuery()));
        } else {
            source(exchange, Integer.parseInt(source.group(1)));
        }
    }

    /** Streams: a long list takes no more memory than a short one. */
    private void list(HttpExchange exchange, MailQuery query) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (JsonGenerator json = JSON.createGenerator(
                new BufferedOutputStream(exchange.getResponseBody(), 64 * 1024), JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            int total = 0;
            for (int number = store.size() - 1; number >= 0; number--) {
                if (query.to().isPresent() && !store.isTo(number, query.to().get())) {
                    continue;
                }
                if (total < query.limit()) {
                    json.writeRawValue(new String(store.json(number), StandardCharsets.UTF_8));
                }
                total++;
                if (query.to().isEmpty() && total >= query.limit()) {
                    total += number;
                    break;
                }
            }
            json.writeEndArray();
            json.writeNumberField("total", total);
            json.writeEndObject();
        }
    }

    private void page(HttpExchange exchange) throws IOException {
        MailPage page = MailPage.of(store, exchange.getRequestURI().getRawQuery());
        exchange.getResponseHeaders()
                .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'");
        respond(exchange, 200, "text/html; charset=utf-8", page.html());
    }

    private void source(HttpExchange exchange, int number) throws IOException {
        if (number >= store.size()) {
            problem(exchange, 404, "not_found", "Not Found", "There is no such mail");
            return;
        }
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        send(exchange, 200, "text/plain; charset=utf-8", store.source(number));
    }

    private static void problem(HttpExchange exchange, int status, String code, String title, String detail)
            throws IOException {
        String body = "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(detail))
                + "\",\"code\":\"" + code + "\",\"errors\":[]}";
        respond(exchange, status, "application/problem+json", body);
    }

    private static void respond(HttpExchange exchange, int status, String type, String body) throws IOException {
        send(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD") || body.length == 0) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** A request that cannot be understood. */
    static final class BadRequestException extends RuntimeException {
        private final String detail;

        BadRequestException(String detail) {
            super(detail);
            this.detail = detail;
        }

        String detail() {
            return detail;
        }
    }
}
