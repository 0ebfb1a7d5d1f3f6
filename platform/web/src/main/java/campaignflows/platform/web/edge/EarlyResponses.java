package campaignflows.platform.web.edge;

import campaignflows.platform.contracts.Json;
import campaignflows.platform.web.problem.ErrorCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Responds to what cannot be read as a request with a problem document, after the responses to the requests before it, and closes
 * the connection. A fault in the middle of a body gets its response at once, unless the response has begun; then only the closed
 * connection shows it. A service that is about to stop says here that it takes no request any more.
 */
final class EarlyResponses extends ChannelDuplexHandler {
    private static final String TOO_LONG =
            "The address is longer than what is accepted here: send what is long in the body, or ask for less at once";
    static final String TOO_LARGE =
            "The headers are larger than what is accepted here: send fewer or shorter ones, cookies for example";
    private static final String STOPPING = "This service is about to stop and did nothing: send the request again";
    private static final String UNREADABLE = "The request cannot be read: send HTTP/1.1 as RFC 9112 describes it";

    private final ConnectionGuard guard;
    private final Draining draining;

    /** Requests passed on whose responses are not complete. */
    private int open;

    private boolean bodyEnded = true;
    private boolean responseBegun;
    private boolean closing;
    private @Nullable FullHttpResponse last;

    EarlyResponses(ConnectionGuard guard, Draining draining) {
        this.guard = guard;
        this.draining = draining;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpObject object && object.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            refuse(context, response(object.decoderResult().cause()));
            return;
        }
        if (message instanceof HttpRequest && draining.refuses()) {
            ReferenceCountUtil.release(message);
            refuse(context, notTaken());
            return;
        }
        if (message instanceof HttpRequest) {
            open++;
            bodyEnded = false;
        }
        if (message instanceof LastHttpContent) {
            bodyEnded = true;
        }
        context.fireChannelRead(message);
    }

    private void refuse(ChannelHandlerContext context, FullHttpResponse response) {
        closing = true;
        if (open == 0 || (open == 1 && !bodyEnded && !responseBegun)) {
            send(context, response);
        } else if (!bodyEnded) {
            response.release();
            context.close();
        } else {
            last = response;
        }
    }

    private static void send(ChannelHandlerContext context, FullHttpResponse response) {
        context.writeAndFlush(response).addListener(new ClosingListener(context));
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (closing && last == null) {
            // The last response has been given: nobody waits for this one.
            ReferenceCountUtil.release(message);
            promise.tryFailure(new java.nio.channels.ClosedChannelException());
            return;
        }
        boolean interim =
                message instanceof HttpResponse response && response.status().code() < 200;
        if (message instanceof HttpResponse response && !interim) {
            responseBegun = true;
            if (draining.hasBegun()) {
                response.headers().set("Connection", "close");
            }
        }
        if (message instanceof HttpResponse response
                && response.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            guard.upgraded();
        }
        super.write(context, message, promise);
        if (message instanceof LastHttpContent && !interim) {
            responseBegun = false;
            open--;
            FullHttpResponse waiting = last;
            if (open == 0 && waiting != null) {
                last = null;
                send(context, waiting);
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        FullHttpResponse waiting = last;
        last = null;
        if (waiting != null) {
            waiting.release();
        }
        context.fireChannelInactive();
    }

    private static FullHttpResponse response(Throwable cause) {
        if (cause instanceof BadRequest fault) {
            return response(fault.code(), fault.detail());
        }
        if (cause instanceof TooLongHttpLineException) {
            return response(ErrorCode.ADDRESS_TOO_LONG, TOO_LONG);
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return response(ErrorCode.HEADERS_TOO_LARGE, TOO_LARGE);
        }
        return response(ErrorCode.MALFORMED, UNREADABLE);
    }

    private static FullHttpResponse notTaken() {
        FullHttpResponse response = response(ErrorCode.UNAVAILABLE, STOPPING);
        response.headers().set("Retry-After", "1").set(Draining.NOT_TAKEN, "stopping");
        return response;
    }

    private static FullHttpResponse response(ErrorCode code, String detail) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("type", code.type());
        json.put("title", code.title());
        json.put("status", code.status());
        json.put("detail", detail);
        json.put("code", code.wireName());
        byte[] body;
        try {
            body = Json.mapper().writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a tree that can be written as JSON", e);
        }
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(code.status()), Unpooled.wrappedBuffer(body));
        response.headers()
                .set("Content-Type", "application/problem+json")
                .set("Content-Length", body.length)
                .set("Cache-Control", "no-store")
                .set("X-Content-Type-Options", "nosniff")
                .set("Connection", "close");
        return response;
    }

    /**
     * Closes for writing first, and wholly when the peer does or a while later: what it still sends is read and discarded, since a
     * close at once could destroy the response on its way.
     */
    private record ClosingListener(ChannelHandlerContext context) implements ChannelFutureListener {
        private static final long LINGER_MILLIS = 5_000;

        @Override
        public void operationComplete(io.netty.channel.ChannelFuture future) {
            if (context.channel() instanceof io.netty.channel.socket.DuplexChannel duplex) {
                duplex.shutdownOutput();
                duplex.config().setAutoRead(true);
            }
            context.executor()
                    .schedule(() -> context.close(), LINGER_MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
    }
}
