package campaignflows.gateway.openid;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a browser does of itself: keeps cookies, goes where it is led, and sends forms with their hidden fields. */
final class TestBrowser {
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final int MOST_REDIRECTS = 20;

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final List<URI> visited = new ArrayList<>();

    /** A page, after all redirects. */
    record Page(URI address, int status, String text) {}

    Page open(URI address) {
        return follow(address, HttpRequest.newBuilder(address).GET().build());
    }

    /** Sends the only form of a page. */
    Page submit(Page page, Map<String, String> fields) {
        Matcher action = ACTION.matcher(page.text());
        if (!action.find()) {
            throw new IllegalStateException("Expected a form at " + page.address() + ", but it is " + page.text());
        }
        URI target = page.address().resolve(action.group(1).replace("&amp;", "&"));
        Map<String, String> all = HIDDEN.matcher(page.text())
                .results()
                .collect(Collectors.toMap(field -> field.group(1), field -> field.group(2), (one, other) -> one));
        all.putAll(fields);
        String form = all.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return follow(
                target,
                HttpRequest.newBuilder(target)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build());
    }

    /** The response to one request, without being led on. */
    HttpResponse<String> send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            cookies.getCookieStore().getCookies().forEach(TestBrowser::takeAsABrowser);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Browsers take this machine itself for a safe way, and know one form of cookies only. */
    private static void takeAsABrowser(HttpCookie cookie) {
        cookie.setSecure(false);
        cookie.setVersion(0);
    }

    /** Every address that was opened, in order. */
    List<URI> visited() {
        return List.copyOf(visited);
    }

    Optional<HttpCookie> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst();
    }

    private Page follow(URI address, HttpRequest first) {
        HttpRequest request = first;
        URI at = address;
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            visited.add(at);
            HttpResponse<String> response = send(request);
            Optional<String> location = response.headers().firstValue("Location");
            if (response.statusCode() / 100 != 3 || location.isEmpty()) {
                return new Page(at, response.statusCode(), response.body());
            }
            at = at.resolve(location.get());
            request = HttpRequest.newBuilder(at).GET().build();
        }
        throw new IllegalStateException("Expected an end of the redirects, but there are " + visited);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
