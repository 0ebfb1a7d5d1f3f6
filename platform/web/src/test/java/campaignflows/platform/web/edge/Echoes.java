package campaignflows.platform.web.edge;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** A WebSocket that says what it hears. */
@Singleton
public class Echoes {
    void install(@Observes Router router) {
        router.get("/test/echo")
                .handler(context -> context.request().toWebSocket().onSuccess(socket -> {
                    socket.textMessageHandler(socket::writeTextMessage);
                }));
    }
}
