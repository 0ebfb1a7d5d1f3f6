package campaignflows.e2e.provider;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Twilio's resource of calls: takes every one, and keeps what was asked for. */
public final class TwilioServer extends HttpProvider {
    private final List<Map<String, String>> calls = new CopyOnWriteArrayList<>();

    public TwilioServer() {
        super("twilio server");
    }

    /** The parameters of each call, with its {@code sid}. */
    public List<Map<String, String>> calls() {
        return List.copyOf(calls);
    }

    @Override
    Response respond(String requestLine, String body) {
        if (!requestLine.startsWith("POST /2010-04-01/Accounts/AC") || !requestLine.contains("/Calls.json ")) {
            return new Response("404 Not Found", "{\"code\":20404,\"message\":\"Not found\",\"status\":404}");
        }
        String sid = "CA%032d".formatted(calls.size() + 1);
        Map<String, String> call = new HashMap<>(form(body));
        call.put("sid", sid);
        calls.add(call);
        return new Response(
                "201 Created",
                "{\"sid\":\"%s\",\"status\":\"queued\",\"to\":\"%s\",\"from\":\"%s\"}"
                        .formatted(sid, call.get("To"), call.get("From")));
    }

    /** Of a parameter that is given more than once the last value. */
    static Map<String, String> form(String body) {
        Map<String, String> values = new HashMap<>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                values.put(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return values;
    }
}
