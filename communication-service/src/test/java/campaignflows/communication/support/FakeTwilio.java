package campaignflows.communication.support;

import campaignflows.platform.contracts.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Twilio's Calls API as far as one account makes calls and asks for them: its limits, its errors by code, its resource of a
 * call. It takes only what Twilio documents, and misbehaves as told. That its answers are Twilio's, Twilio's own library says.
 */
public final class FakeTwilio implements AutoCloseable {
    public static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
    public static final String TOKEN = "0123456789abcdef0123456789abcdef";
    public static final String KEY = "SK0123456789abcdef0123456789abcdef";
    public static final String KEY_SECRET = "fedcba9876543210fedcba9876543210";
    public static final String FROM = "+4930111111";

    private static final Set<String> EVENTS = Set.of("initiated", "ringing", "answered", "completed");
    private static final Set<String> KNOWN = Set.of(
            "To",
            "From",
            "Url",
            "Method",
            "Twiml",
            "StatusCallback",
            "StatusCallbackMethod",
            "StatusCallbackEvent",
            "Timeout",
            "MachineDetection");
    private static final int MAX_TWIML = 4_000;

    private static final DateTimeFormatter CREATED =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    /** A call that is made, with the form by which it was asked for. */
    public static final class Placed {
        private final String sid;
        private final Map<String, List<String>> form;
        private final String created;
        private volatile String status = "queued";
        private volatile @Nullable String answeredBy;

        private Placed(String sid, Map<String, List<String>> form, String created) {
            this.sid = sid;
            this.form = form;
            this.created = created;
        }

        public String sid() {
            return sid;
        }

        public Map<String, List<String>> form() {
            return form;
        }

        /** The first value; empty if there is none. */
        public String value(String name) {
            return form.getOrDefault(name, List.of("")).getFirst();
        }

        public Placed is(String newStatus, @Nullable String newAnsweredBy) {
            status = newStatus;
            answeredBy = newAnsweredBy;
            return this;
        }
    }

    /** How it misbehaves. */
    public enum Fault {
        NONE,
        /** Makes the call and closes the connection without an answer. */
        HANG_UP,
        /** Makes the call and says nothing. */
        SILENCE,
        /** Makes the call and answers 500. */
        SERVER_ERROR,
        /** Makes no call, and answers as a gateway in front of it does. */
        BAD_GATEWAY
    }

    private final HttpServer server;
    private final Clock clock;
    private final List<Placed> placed = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger questions = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Fault fault = Fault.NONE;
    private volatile int errorStatus;
    private volatile int errorCode;
    private volatile int retryAfter;

    public FakeTwilio(Clock clock) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public FakeTwilio misbehaves(Fault how) {
        fault = how;
        return this;
    }

    /** Refuses every call with this code; 0 for none. */
    public FakeTwilio refuses(int status, int code) {
        errorStatus = status;
        errorCode = code;
        return this;
    }

    /** Refuses every call since there are too many, for so many seconds; 0 for none. */
    public FakeTwilio wantsPause(int seconds) {
        retryAfter = seconds;
        return refuses(seconds == 0 ? 0 : 429, seconds == 0 ? 0 : 20_429);
    }

    /** Calls that were made, whatever was answered. */
    public List<Placed> placed() {
        return placed;
    }

    public Placed last() {
        return placed.getLast();
    }

    /** How often a call was asked for. */
    public int requests() {
        return requests.get();
    }

    /** How often it was asked what became of calls. */
    public int questions() {
        return questions.get();
    }

    /** Somebody else calls by the same account. */
    public Placed calls(String to) {
        return place(Map.of("To", List.of(to), "From", List.of(FROM)));
    }

    private Placed place(Map<String, List<String>> form) {
        synchronized (placed) {
            Placed call = new Placed(
                    "CA%032x".formatted(placed.size() + 1),
                    form,
                    CREATED.format(clock.instant().atOffset(ZoneOffset.UTC)));
            placed.add(call);
            return call;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String calls = "/2010-04-01/Accounts/" + ACCOUNT + "/Calls";
            boolean making = exchange.getRequestMethod().equals("POST");
            (making ? requests : questions).incrementAndGet();
            if (!isSignedIn(exchange)) {
                refuse(exchange, 401, 20_003, "Authenticate");
            } else if (making && fault == Fault.BAD_GATEWAY) {
                write(exchange, 502, "<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html");
            } else if (making && errorStatus > 0) {
                if (retryAfter > 0) {
                    exchange.getResponseHeaders().add("Retry-After", Integer.toString(retryAfter));
                }
                refuse(exchange, errorStatus, errorCode, "Told so");
            } else if (making && uri.getPath().equals(calls + ".json")) {
                take(exchange, fields(body));
            } else if (!making && uri.getPath().equals(calls + ".json")) {
                list(exchange, fields(String.valueOf(uri.getRawQuery())));
            } else if (!making && uri.getPath().startsWith(calls + "/")) {
                fetch(exchange, uri.getPath().substring(calls.length() + 1).replace(".json", ""));
            } else {
                refuse(exchange, 404, 20_404, "The requested resource " + uri.getPath() + " was not found");
            }
        }
    }

    private static boolean isSignedIn(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return basic(ACCOUNT, TOKEN).equals(given) || basic(KEY, KEY_SECRET).equals(given);
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private void take(HttpExchange exchange, Map<String, List<String>> form) throws IOException {
        Optional<Integer> problem = problem(form);
        if (problem.isPresent()) {
            refuse(exchange, 400, problem.get(), "Not valid");
            return;
        }
        Placed call = place(form);
        switch (fault) {
            case HANG_UP -> {}
            case SILENCE -> silence();
            case SERVER_ERROR -> refuse(exchange, 500, 20_500, "An internal server error has occurred");
            case NONE, BAD_GATEWAY -> write(exchange, 201, resource(call).toString(), "application/json");
        }
    }

    /** Twilio's code of the first thing that is wrong. */
    private static Optional<Integer> problem(Map<String, List<String>> form) {
        String to = form.getOrDefault("To", List.of("")).getFirst();
        List<String> url = form.getOrDefault("Url", List.of());
        List<String> twiml = form.getOrDefault("Twiml", List.of());
        if (!KNOWN.containsAll(form.keySet())) {
            return Optional.of(20_001);
        }
        if (!to.matches("\\+[1-9][0-9]{4,14}")) {
            return Optional.of(21_211);
        }
        if (!form.getOrDefault("From", List.of()).equals(List.of(FROM))) {
            return Optional.of(21_212);
        }
        if (url.size() + twiml.size() != 1 || !url.stream().allMatch(FakeTwilio::isAddress)) {
            return Optional.of(21_205);
        }
        if (twiml.stream().anyMatch(xml -> xml.length() > MAX_TWIML || !isTwiml(xml))) {
            return Optional.of(21_218);
        }
        if (!form.getOrDefault("StatusCallback", List.of()).stream().allMatch(FakeTwilio::isAddress)
                || !EVENTS.containsAll(form.getOrDefault("StatusCallbackEvent", List.of()))) {
            return Optional.of(21_626);
        }
        int timeout =
                Integer.parseInt(form.getOrDefault("Timeout", List.of("60")).getFirst());
        List<String> machine = form.getOrDefault("MachineDetection", List.of("Enable"));
        return timeout > 600 || !Set.of("Enable", "DetectMessageEnd").containsAll(machine)
                ? Optional.of(20_001)
                : Optional.empty();
    }

    private static boolean isAddress(String text) {
        return text.matches("https?://[^\\s]+");
    }

    private static boolean isTwiml(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement()
                    .getTagName()
                    .equals("Response");
        } catch (SAXException | IOException | ParserConfigurationException e) {
            return false;
        }
    }

    private void list(HttpExchange exchange, Map<String, List<String>> query) throws IOException {
        ObjectNode answer = Json.mapper().createObjectNode();
        ArrayNode calls = answer.putArray("calls");
        List<Placed> latestFirst = new ArrayList<>(placed).reversed();
        latestFirst.stream()
                .filter(call ->
                        query.getOrDefault("To", List.of(call.value("To"))).contains(call.value("To")))
                .filter(call ->
                        query.getOrDefault("From", List.of(call.value("From"))).contains(call.value("From")))
                .limit(Long.parseLong(
                        query.getOrDefault("PageSize", List.of("50")).getFirst()))
                .forEach(call -> calls.add(resource(call)));
        answer.put("page", 0).put("page_size", 50).putNull("next_page_uri");
        write(exchange, 200, answer.toString(), "application/json");
    }

    private void fetch(HttpExchange exchange, String sid) throws IOException {
        Optional<Placed> call =
                placed.stream().filter(each -> each.sid().equals(sid)).findFirst();
        if (call.isEmpty()) {
            refuse(exchange, 404, 20_404, "The requested resource was not found");
        } else {
            write(exchange, 200, resource(call.get()).toString(), "application/json");
        }
    }

    private static ObjectNode resource(Placed call) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("sid", call.sid());
        json.put("account_sid", ACCOUNT);
        json.put("to", call.value("To"));
        json.put("from", call.value("From"));
        json.put("status", call.status);
        json.put("direction", "outbound-api");
        json.put("api_version", "2010-04-01");
        json.put("date_created", call.created);
        json.putNull("start_time");
        json.putNull("duration");
        json.put("answered_by", call.answeredBy);
        json.put("uri", "/2010-04-01/Accounts/" + ACCOUNT + "/Calls/" + call.sid() + ".json");
        return json;
    }

    private void silence() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuse(HttpExchange exchange, int status, int code, String message) throws IOException {
        ObjectNode answer = Json.mapper()
                .createObjectNode()
                .put("code", code)
                .put("message", message)
                .put("more_info", "https://www.twilio.com/docs/errors/" + code)
                .put("status", status);
        write(exchange, status, answer.toString(), "application/json");
    }

    private static void write(HttpExchange exchange, int status, String body, String type) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, List<String>> fields(String form) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : form.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                fields.computeIfAbsent(decode(parts[0]), name -> new ArrayList<>())
                        .add(decode(parts[1]));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
