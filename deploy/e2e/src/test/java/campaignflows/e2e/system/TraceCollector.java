package campaignflows.e2e.system;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes the spans of a system as an OpenTelemetry collector does, by OTLP over HTTP. */
public final class TraceCollector implements AutoCloseable {
    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    /** One that was reported; the parent is empty at the root. */
    public record Span(String service, String traceId, String spanId, String parentId, String name) {}

    public TraceCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            read(UnknownFieldSet.parseFrom(exchange.getRequestBody()));
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** An ExportTraceServiceRequest of opentelemetry-proto. */
    private void read(UnknownFieldSet request) throws IOException {
        for (UnknownFieldSet ofService : messages(request, 1)) {
            String service = serviceName(ofService);
            for (UnknownFieldSet ofScope : messages(ofService, 2)) {
                for (UnknownFieldSet span : messages(ofScope, 2)) {
                    spans.add(new Span(
                            service,
                            hex(bytes(span, 1)),
                            hex(bytes(span, 2)),
                            hex(bytes(span, 4)),
                            bytes(span, 5).toStringUtf8()));
                }
            }
        }
    }

    private static String serviceName(UnknownFieldSet ofService) throws IOException {
        for (UnknownFieldSet resource : messages(ofService, 1)) {
            for (UnknownFieldSet attribute : messages(resource, 1)) {
                if (bytes(attribute, 1).toStringUtf8().equals("service.name")) {
                    return bytes(messages(attribute, 2).getFirst(), 1).toStringUtf8();
                }
            }
        }
        return "";
    }

    private static List<UnknownFieldSet> messages(UnknownFieldSet of, int number) throws IOException {
        List<UnknownFieldSet> messages = new ArrayList<>();
        for (ByteString part : of.getField(number).getLengthDelimitedList()) {
            messages.add(UnknownFieldSet.parseFrom(part));
        }
        return messages;
    }

    private static ByteString bytes(UnknownFieldSet of, int number) {
        List<ByteString> values = of.getField(number).getLengthDelimitedList();
        return values.isEmpty() ? ByteString.EMPTY : values.getLast();
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    public List<Span> spans() {
        return List.copyOf(spans);
    }

    /** The way to a span from the root of its trace; empty while a step of it has not been reported. */
    public List<Span> wayTo(Span last) {
        List<Span> way = new ArrayList<>(List.of(last));
        while (!way.getFirst().parentId().isEmpty()) {
            String parent = way.getFirst().parentId();
            Optional<Span> before = spans.stream()
                    .filter(span ->
                            span.spanId().equals(parent) && span.traceId().equals(last.traceId()))
                    .findFirst();
            if (before.isEmpty()) {
                return List.of();
            }
            way.addFirst(before.get());
        }
        return way;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
