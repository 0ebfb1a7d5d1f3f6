package campaignflows.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** WebSockets pass both ways, and their ends too. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class SocketQuarkusTest {
    private static final Set<String> OVER = ConcurrentHashMap.newKeySet();

    @ConfigProperty(name = "test.url")
    URI base;

    @ConfigProperty(name = "campaignflows.services.communication")
    URI service;

    private static final class Browser implements WebSocket.Listener {
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final StringBuilder part = new StringBuilder();
        private volatile int closeStatus;

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                heard.add(part.toString());
                part.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closeStatus = statusCode;
            return null;
        }
    }

    @Test
    void shouldPassAWebSocketOnInItsOwnName() throws JsonProcessingException {
        Browser browser = new Browser();
        WebSocket socket = open("1?x=a%20b", browser);
        Await.until("the service says what it was asked", () -> !browser.heard.isEmpty());

        JsonNode seen = Json.mapper().readTree(browser.heard.getFirst());
        assertThat(seen.path("service").asText()).isEqualTo("communication-service");
        assertThat(seen.path("uri").asText()).isEqualTo("/api/v1/web/1?x=a%20b");
        assertThat(seen.at("/headers/origin").asText()).isEqualTo("https://shop.example.com");
        assertThat(seen.at("/headers/x-forwarded-for").isMissingNode()).isTrue();
        assertThat(seen.at("/headers/cookie").isMissingNode()).isTrue();
        assertThat(seen.at("/headers/sec-websocket-extensions").isMissingNode()).isTrue();
        JsonNode claims = Api.claims(seen);
        assertThat(claims.path("sub").asText()).isEqualTo("api-gateway");
        assertThat(claims.path("groups").toString()).isEqualTo("[\"service\"]");

        for (String text : new String[] {"hello", "GET / HTTP/1.1\r\n\r\n", "y".repeat(60_000)}) {
            socket.sendText(text, true).join();
            Await.until("it comes back", () -> browser.heard.getLast().equals(text));
        }
        socket.abort();
        Await.until(
                "the service knows that the browser has gone",
                () -> stateOfChat().equals("closed"));
    }

    @Test
    void shouldPassTheEndOfTheServiceOn() {
        Browser browser = new Browser();
        WebSocket socket = open("1", browser);
        socket.sendText("end", true).join();

        Await.until("the browser knows why", () -> browser.closeStatus == 4404);
    }

    /** Quarkus waits for it when it stops. */
    @Test
    void shouldBeNoRequestAnyMoreOnceTheSocketIsOpen() {
        Browser browser = new Browser();
        WebSocket socket = open("over", browser);
        Await.until("the socket is open", () -> !browser.heard.isEmpty());

        Await.until("the request is over", () -> OVER.contains("/api/v1/web/over"));
        socket.sendText("still there", true).join();
        Await.until("it comes back", () -> browser.heard.getLast().equals("still there"));
        socket.abort();
    }

    /** Notes which requests are over, as Quarkus sees it. */
    @Singleton
    static class OverWatch {
        void install(@Observes Router router) {
            router.route("/api/v1/web/*").order(Integer.MIN_VALUE).handler(context -> {
                String path = context.request().path();
                QuarkusRequestWrapper.get(context.request()).addRequestDoneHandler(ignored -> OVER.add(path));
                context.next();
            });
        }
    }

    @Test
    void shouldPassARefusalBack() {
        assertThatThrownBy(() -> open("refused", new Browser()))
                .isInstanceOf(CompletionException.class)
                .extracting(Throwable::getCause)
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refusal ->
                                assertThat(refusal.getResponse().statusCode()).isEqualTo(403));
        Api nobody = new Api(base, null);
        assertThat(nobody.get("/api/v1/web/1").status()).isEqualTo(200);
        assertThat(nobody.delete("/api/v1/web/1").status()).isEqualTo(405);
    }

    @Test
    void shouldServeTheChatsScriptToPagesOfOtherSites() throws IOException, InterruptedException {
        HttpResponse<String> script = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(base.resolve("/widget.js")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("Cross-Origin-Resource-Policy")).contains("cross-origin");
        assertThat(script.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(script.headers().firstValue("ETag")).isPresent();
        assertThat(script.headers().firstValue("Content-Type").orElse("")).startsWith("text/javascript");
        assertThat(script.body().length()).isLessThan(15_000);
        // What people write is only ever a text.
        assertThat(script.body()).doesNotContain("innerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }

    private WebSocket open(String path, Browser browser) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Origin", "https://shop.example.com")
                .header("Authorization", "Bearer stolen")
                .header("Cookie", "cf_session=stolen")
                .header("X-Forwarded-For", "10.0.0.1")
                .buildAsync(
                        URI.create("ws://%s:%d/api/v1/web/%s".formatted(base.getHost(), base.getPort(), path)), browser)
                .join();
    }

    private String stateOfChat() {
        return new Api(service, null).get("/stub/chat").json().path("state").asText();
    }
}
