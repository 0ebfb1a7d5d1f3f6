package campaignflows.communication.web;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.WebOrigin;
import campaignflows.communication.channel.WebSettings;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.edge.UpgradedRequests;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets browsers in: {@code GET /api/v1/web/<channel id>} that asks for a WebSocket, by the gateway's own token, from a page whose
 * origin the channel allows. Everything else is refused as any request is, with a problem document, before there is a socket.
 */
@Singleton
public class WebHandshake {
    static final String PATH = "/api/v1/web/:channel_id";

    private static final Logger LOG = Logger.getLogger(WebHandshake.class);

    /** Of the connections to the database, which are there for people's requests too. */
    private static final int AT_ONCE = 6;

    private final WebService service;
    private final WebConnections connections;
    private final Executor blocking;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final WebConnection.Setting setting;

    public WebHandshake(WebService service, WebConnections connections, @VirtualThreads ExecutorService threads) {
        this.service = service;
        this.connections = connections;
        this.blocking = work -> threads.execute(() -> inTurn(work));
        this.setting = new WebConnection.Setting(service, connections, blocking);
    }

    private void inTurn(Runnable work) {
        turns.acquireUninterruptibly();
        try {
            work.run();
        } finally {
            turns.release();
        }
    }

    void install(@Observes Router router) {
        router.get(PATH).handler(this::receive);
    }

    private void receive(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        try {
            requireGateway(routing);
            UUID channelId = channelId(routing);
            if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
                throw ProblemException.malformed(
                        "This is the address of a chat: connect to it with a WebSocket (Upgrade: websocket)");
            }
            request.pause();
            Context context = routing.vertx().getOrCreateContext();
            blocking.execute(() -> look(request, context, channelId));
        } catch (ProblemException problem) {
            refuse(request, problem);
        }
    }

    private static void requireGateway(RoutingContext routing) {
        String whatToDo = "Connect by the gateway: it brings browsers here";
        if (!(routing.user() instanceof QuarkusHttpUser user)
                || user.getSecurityIdentity().isAnonymous()) {
            throw ProblemException.unauthenticated(whatToDo);
        }
        if (!user.getSecurityIdentity().hasRole(Role.SERVICE_ROLE)) {
            throw ProblemException.forbidden(whatToDo);
        }
    }

    private static UUID channelId(RoutingContext routing) {
        try {
            return UUID.fromString(routing.pathParam("channel_id"));
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("channel");
        }
    }

    private void look(HttpServerRequest request, Context context, UUID channelId) {
        @Nullable String origin = origin(request);
        ProblemException problem = null;
        try {
            requireAllowed(service.channel(channelId), origin);
        } catch (ProblemException e) {
            problem = e;
        } catch (RuntimeException e) {
            LOG.warnf("web channel not looked up channel=%s cause=%s", channelId, e.toString());
            problem = ProblemException.unavailable("The chat is not available now: try again");
        }
        ProblemException found = problem;
        context.runOnContext(ignored -> {
            if (found != null) {
                refuse(request, found);
            } else {
                upgrade(request, context, channelId, origin);
            }
        });
    }

    /** As the browser names it, which no script can change. */
    private static @Nullable String origin(HttpServerRequest request) {
        String header = request.getHeader("Origin");
        return header == null ? null : WebOrigin.of(header).orElse(null);
    }

    private static void requireAllowed(Optional<Channel> found, @Nullable String origin) {
        Channel channel = found.orElseThrow(() -> ProblemException.notFound("channel"));
        if (!(channel.settings() instanceof WebSettings settings && settings.allows(origin))) {
            throw ProblemException.forbidden(
                    "Pages of this origin may not embed the chat: add the page's origin, such as https://www.example.com, to the channel's allowed_origins");
        }
    }

    private void upgrade(HttpServerRequest request, Context context, UUID channelId, @Nullable String origin) {
        if (!connections.take()) {
            refuse(request, ProblemException.unavailable("Too many chats are open: try again later"));
            return;
        }
        request.toWebSocket().onComplete(upgraded -> {
            if (upgraded.succeeded()) {
                ServerWebSocket socket = upgraded.result();
                UpgradedRequests.over(request);
                new WebConnection(setting, socket, context, channelId, origin).start();
            } else {
                connections.giveBack();
                LOG.debugf("no web socket channel=%s cause=%s", channelId, upgraded.cause());
                refuse(request, ProblemException.malformed("The request for a WebSocket is not of RFC 6455"));
            }
        });
    }

    private static void refuse(HttpServerRequest request, ProblemException problem) {
        if (request.response().ended() || request.response().closed()) {
            return;
        }
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("type", problem.code().type());
        json.put("title", problem.code().title());
        json.put("status", problem.code().status());
        json.put("detail", problem.detail());
        json.put("code", problem.code().wireName());
        request.resume();
        request.response()
                .setStatusCode(problem.code().status())
                .putHeader("Content-Type", "application/problem+json")
                .end(json.toString());
    }
}
