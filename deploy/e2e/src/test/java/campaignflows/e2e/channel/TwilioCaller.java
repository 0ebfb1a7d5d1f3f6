package campaignflows.e2e.channel;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.e2e.client.Api;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What Twilio reports and asks of one call, signed over the public address, brought to the gateway. */
final class TwilioCaller {
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");

    private final Api gateway;
    private final String token;
    private final Map<String, String> call;

    TwilioCaller(Api gateway, String token, Map<String, String> call) {
        this.gateway = gateway;
        this.token = token;
        this.call = call;
    }

    void status(String status) {
        call(given("StatusCallback"), Map.of("CallStatus", status));
    }

    /** What is said to whoever has picked up. */
    String pickedUpBy(String who) {
        status("in-progress");
        String twiml = call.get("Twiml");
        return twiml != null ? twiml : call(given("Url"), Map.of("CallStatus", "in-progress", "AnsweredBy", who));
    }

    /** Answers the question by keys; what is said then. */
    String pressed(String twiml, String digits) {
        Matcher action = ACTION.matcher(twiml);
        assertThat(action.find()).as(twiml).isTrue();
        return call(action.group(1).replace("&amp;", "&"), Map.of("CallStatus", "in-progress", "Digits", digits));
    }

    /** What somebody hears who calls the number, whose webhook is at this path. */
    String callsIn(String path) {
        URI callback = URI.create(given("StatusCallback"));
        return call(
                callback.getScheme() + "://" + callback.getAuthority() + path,
                Map.of(
                        "CallSid",
                        "CA" + "9".repeat(32),
                        "CallStatus",
                        "ringing",
                        "From",
                        "+4930999000",
                        "To",
                        call.getOrDefault("From", ""),
                        "Direction",
                        "inbound"));
    }

    private String given(String parameter) {
        return Objects.requireNonNull(call.get(parameter), parameter);
    }

    private String call(String address, Map<String, String> form) {
        Map<String, String> all = new TreeMap<>(form);
        all.putIfAbsent("CallSid", call.get("sid"));
        all.put("AccountSid", "AC" + token);
        all.putIfAbsent("To", call.get("To"));
        StringBuilder signed = new StringBuilder(address);
        StringBuilder body = new StringBuilder();
        all.forEach((name, value) -> {
            signed.append(name).append(value);
            body.append(body.isEmpty() ? "" : "&")
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        });
        URI uri = URI.create(address);
        Api.Response response = gateway.sendForm(
                uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()),
                body.toString(),
                "X-Twilio-Signature",
                hmac(signed.toString()));
        assertThat(response.status()).as(response.toString()).isEqualTo(200);
        return response.body();
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
