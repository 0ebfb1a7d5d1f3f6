package campaignflows.communication.web;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** Bounds what a browser can make this service hold: the length of frames, and no compression, which a few bytes could undo. */
@Singleton
public final class WebFrames implements HttpServerOptionsCustomizer {
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setMaxWebSocketFrameSize(ClientFrame.MAX_FRAME)
                .setMaxWebSocketMessageSize(ClientFrame.MAX_FRAME)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
    }
}
