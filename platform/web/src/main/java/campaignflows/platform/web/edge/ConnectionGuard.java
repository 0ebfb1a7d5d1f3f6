package campaignflows.platform.web.edge;

import campaignflows.platform.web.problem.ErrorCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Precedes the server's decoder on each connection. It passes on well-formed requests only, and ends what takes too long: a head
 * that does not arrive, a body that arrives in drops, a response that the client does not read. While we ourselves do not read, a
 * body is not late. A connection that we have upgraded to another protocol speaks no HTTP any more: what comes is passed on as it
 * is, and only a peer that does not read is still ended.
 */
final class ConnectionGuard extends ChannelDuplexHandler {
    static final AttributeKey<Boolean> GUARDED = AttributeKey.valueOf("campaignflows.guarded");
    private static final String DECODER = "httpDecoder";
    private static final String LAST = "handler";

    private final ConnectionLimits limits;
    private final Draining draining;
    private final RequestFraming framing;
    private boolean begun;
    private boolean refused;
    private boolean upgraded;
    private long received;
    private long written;
    private boolean held;
    private boolean slowBefore;
    private @Nullable Future<?> headTimer;
    private @Nullable Future<?> watch;

    ConnectionGuard(ConnectionLimits limits, Draining draining) {
        this.limits = limits;
        this.draining = draining;
        this.framing = new RequestFraming(limits.maxBody());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        awaitHead(context);
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!begun && !begin(context)) {
            context.fireChannelRead(message);
            return;
        }
        if (upgraded || !(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        try {
            if (!refused) {
                passOn(context, bytes);
            }
        } catch (BadRequest fault) {
            refuse(context, fault);
        } finally {
            bytes.release();
        }
    }

    /** Takes its place if this is a listener for plain HTTP/1; otherwise leaves the connection alone. */
    private boolean begin(ChannelHandlerContext context) {
        if (context.pipeline().get(DECODER) == null) {
            stop(headTimer);
            context.pipeline().remove(this);
            return false;
        }
        begun = true;
        context.pipeline().addBefore(LAST, "campaignflows.early-responses", new EarlyResponses(this, draining));
        context.channel().attr(GUARDED).set(true);
        return true;
    }

    private void passOn(ChannelHandlerContext context, ByteBuf bytes) {
        boolean inHead = framing.isInHead();
        for (ByteBuf part = framing.next(bytes); part != null; part = framing.next(bytes)) {
            stop(headTimer);
            headTimer = null;
            inHead = false;
            if (framing.isInBody()) {
                received += part.readableBytes();
                watchProgress(context);
            }
            context.fireChannelRead(part);
        }
        if (framing.isInHead() && (!inHead || headTimer == null)) {
            awaitHead(context);
        }
    }

    /** Called when the response is 101, which this process gives only where it has been asked for another protocol. */
    void upgraded() {
        upgraded = true;
        stop(headTimer);
        headTimer = null;
    }

    private void awaitHead(ChannelHandlerContext context) {
        stop(headTimer);
        headTimer = context.executor()
                .schedule(() -> headIsLate(context), limits.head().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void headIsLate(ChannelHandlerContext context) {
        if (!begun || !framing.isInHead()) {
            context.close();
        } else {
            refuse(
                    context,
                    new BadRequest(
                            ErrorCode.REQUEST_TIMEOUT,
                            "The head of the request took too long to arrive: send it at once"));
        }
    }

    /** Passes on, in its turn, the refusal of a request that cannot be read, and reads nothing more. */
    private void refuse(ChannelHandlerContext context, BadRequest fault) {
        if (refused) {
            return;
        }
        refused = true;
        stop(headTimer);
        stop(watch);
        DefaultHttpRequest unreadable = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        unreadable.setDecoderResult(DecoderResult.failure(fault));
        ChannelHandlerContext decoder = context.pipeline().context(DECODER);
        if (decoder == null) {
            context.close();
        } else {
            decoder.fireChannelRead(unreadable);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof ByteBuf bytes) {
            written += bytes.readableBytes();
            if (limits.leastRate() > 0) {
                watchProgress(context);
            }
        }
        super.write(context, message, promise);
    }

    private void watchProgress(ChannelHandlerContext context) {
        if (watch == null && !refused) {
            held = false;
            long receivedBefore = received;
            long takenBefore = taken(context);
            watch = context.executor()
                    .schedule(
                            () -> judge(context, receivedBefore, takenBefore),
                            limits.stall().toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void judge(ChannelHandlerContext context, long receivedBefore, long takenBefore) {
        watch = null;
        long least = limits.leastBytes();
        boolean slowlyTaken = limits.leastRate() > 0 && pending(context) > 0 && taken(context) - takenBefore < least;
        // Once may be the moment at which something has just been written; twice in a row is a peer that does not read.
        boolean answerStands = slowlyTaken && slowBefore;
        slowBefore = slowlyTaken;
        boolean bodyStands = framing.isInBody() && !held && isReading(context) && received - receivedBefore < least;
        if (answerStands) {
            refused = true;
            context.close();
        } else if (bodyStands) {
            refuse(
                    context,
                    new BadRequest(
                            ErrorCode.REQUEST_TIMEOUT,
                            "The body of the request comes too slowly: send it again, without pauses"));
        } else if (framing.isInBody() || pending(context) > 0) {
            watchProgress(context);
        }
    }

    private static boolean isReading(ChannelHandlerContext context) {
        return context.channel().config().isAutoRead();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        held |= !isReading(context);
        context.fireChannelReadComplete();
    }

    /** What the peer has taken of what was written so far. */
    private long taken(ChannelHandlerContext context) {
        return written - pending(context);
    }

    private static long pending(ChannelHandlerContext context) {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    private static void stop(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        refused = true;
        stop(headTimer);
        stop(watch);
        context.fireChannelInactive();
    }
}
