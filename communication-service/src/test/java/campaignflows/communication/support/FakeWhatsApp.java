package campaignflows.communication.support;

import campaignflows.platform.contracts.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The Cloud API of WhatsApp as far as messages are sent by one number: approved templates with so many variables, contacts
 * who wrote within 24 hours, its errors by code. It takes only what Meta documents, and misbehaves as told.
 */
public final class FakeWhatsApp implements AutoCloseable {
    public static final String TOKEN = "EAAGm0PX4ZCpsBA";
    public static final String NUMBER = "106540352242922";

    /** A message that was taken. */
    public record Sent(String to, String ourId, JsonNode message, String wamid) {}

    /** Numbers of variables by name and language of the approved templates. */
    public final Map<String, Integer> templates = new ConcurrentHashMap<>();

    /** Who wrote within 24 hours. */
    public final Set<String> writing = ConcurrentHashMap.newKeySet();

    private final HttpServer server;

    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Fault fault = Fault.NONE;
    private volatile int errorCode;
    private volatile int subcode;
    private volatile int errorStatus;

    /** How it misbehaves. */
    public enum Fault {
        NONE,
        /** Takes the message and closes the connection without an answer. */
        HANG_UP,
        /** Takes the message and says nothing. */
        SILENCE,
        /** Takes the message and answers 500. */
        SERVER_ERROR
    }

    public FakeWhatsApp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        templates.put("reminder en", 2);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public FakeWhatsApp misbehaves(Fault how) {
        fault = how;
        return this;
    }

    /** Refuses everything with this code; 0 for nothing. */
    public FakeWhatsApp refuses(int status, int code) {
        errorStatus = status;
        errorCode = code;
        subcode = 0;
        return this;
    }

    public FakeWhatsApp refuses(int status, int code, int errorSubcode) {
        refuses(status, code);
        subcode = errorSubcode;
        return this;
    }

    public void behave() {
        fault = Fault.NONE;
        errorStatus = 0;
    }

    public List<Sent> sent() {
        return sent;
    }

    public int calls() {
        return calls.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (errorStatus > 0) {
                refuse(exchange, errorStatus, errorCode, subcode, "Told so", "Told so in detail");
            } else if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                refuse(exchange, 401, 190, 0, "Invalid OAuth access token - Cannot parse access token", null);
            } else if (!path.equals("/v23.0/" + NUMBER + "/messages")) {
                refuse(exchange, 400, 100, 33, "Unsupported post request. Object with ID does not exist", null);
            } else {
                take(exchange, Json.mapper().readTree(body));
            }
        }
    }

    private void take(HttpExchange exchange, JsonNode message) throws IOException {
        String to = message.path("to").asText();
        String data = message.path("biz_opaque_callback_data").asText();
        String type = message.path("type").asText();
        if (!message.path("messaging_product").asText().equals("whatsapp")
                || !message.path("recipient_type").asText("individual").equals("individual")
                || !to.matches("[0-9]{5,20}")
                || data.length() > 512
                || !message.path(type).isObject()) {
            refuse(exchange, 400, 100, 0, "(#100) Invalid parameter", null);
        } else if (type.equals("template")) {
            template(exchange, message, to, data);
        } else if (!type.equals("text") || message.at("/text/body").asText().isBlank()) {
            refuse(exchange, 400, 100, 0, "(#100) Invalid parameter", null);
        } else if (!writing.contains(to)) {
            refuse(
                    exchange,
                    400,
                    131_047,
                    0,
                    "(#131047) Re-engagement message",
                    "Message failed to send because more than 24 hours have passed since the customer last replied to"
                            + " this number.");
        } else {
            accept(exchange, message, to, data);
        }
    }

    private void template(HttpExchange exchange, JsonNode message, String to, String data) throws IOException {
        JsonNode template = message.path("template");
        Integer variables = templates.get(template.path("name").asText() + " "
                + template.at("/language/code").asText());
        JsonNode parameters = template.path("components").path(0).path("parameters");
        boolean wellFormed = template.path("components").size() <= 1
                && (parameters.isMissingNode()
                        || template.at("/components/0/type").asText().equals("body"));
        if (variables == null) {
            refuse(exchange, 404, 132_001, 0, "(#132001) Template name does not exist in the translation", null);
        } else if (!wellFormed || parameters.size() != variables) {
            refuse(exchange, 400, 132_000, 0, "(#132000) Number of parameters does not match", null);
        } else {
            for (JsonNode parameter : parameters) {
                String text = parameter.path("text").asText();
                if (!parameter.path("type").asText().equals("text") || text.isEmpty()) {
                    refuse(exchange, 400, 131_008, 0, "(#131008) Required parameter is missing", null);
                    return;
                }
                if (text.matches("(?s).*([\\n\\t]| {5}).*")) {
                    refuse(exchange, 400, 132_018, 0, "(#132018) Param text cannot have new-line/tab characters", null);
                    return;
                }
            }
            accept(exchange, message, to, data);
        }
    }

    private void accept(HttpExchange exchange, JsonNode message, String to, String data) throws IOException {
        String wamid = "wamid.HBgL" + to + "VAgARGBI" + sent.size();
        sent.add(new Sent(to, data, message, wamid));
        switch (fault) {
            case HANG_UP -> {}
            case SILENCE -> silence();
            case SERVER_ERROR -> refuse(exchange, 500, 131_000, 0, "Something went wrong", null);
            case NONE -> {
                ObjectNode answer = Json.mapper().createObjectNode().put("messaging_product", "whatsapp");
                answer.putArray("contacts").addObject().put("input", to).put("wa_id", to);
                answer.putArray("messages").addObject().put("id", wamid).put("message_status", "accepted");
                write(exchange, 200, answer);
            }
        }
    }

    private void silence() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuse(
            HttpExchange exchange, int status, int code, int subcode, String message, @Nullable String details)
            throws IOException {
        ObjectNode answer = Json.mapper().createObjectNode();
        ObjectNode error = answer.putObject("error")
                .put("message", message)
                .put("type", "OAuthException")
                .put("code", code)
                .put("fbtrace_id", "A1B2");
        if (subcode > 0) {
            error.put("error_subcode", subcode);
        }
        if (details != null) {
            error.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
        }
        write(exchange, status, answer);
    }

    private static void write(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=UTF-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
