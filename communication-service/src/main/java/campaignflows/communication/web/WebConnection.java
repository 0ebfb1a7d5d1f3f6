package campaignflows.communication.web;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.WebSettings;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket of one browser, on its event loop. One frame at a time is worked on, on a thread that may wait, and no further
 * one is read meanwhile. A browser that takes no messages is closed for its silence, and goes on from where it stood when it comes
 * again.
 */
final class WebConnection {
    static final Duration PING = Duration.ofSeconds(20);

    private static final Logger LOG = Logger.getLogger(WebConnection.class);
    private static final Duration FOR_HELLO = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final int STRIKES = 20;
    private static final Buffer NOTHING = Buffer.buffer();

    /** What all connections share. */
    record Setting(WebService service, WebConnections connections, Executor blocking) {}

    private final Setting setting;
    private final ServerWebSocket socket;
    private final Context context;
    private final UUID channelId;
    private final @Nullable String origin;

    private volatile @Nullable Visitor visitor;
    private volatile @Nullable MessageFeed feed;
    private long heardAt = System.nanoTime();
    private int strikes;
    private boolean ended;

    WebConnection(Setting setting, ServerWebSocket socket, Context context, UUID channelId, @Nullable String origin) {
        this.setting = setting;
        this.socket = socket;
        this.context = context;
        this.channelId = channelId;
        this.origin = origin;
    }

    /** Begins to read; on the event loop. */
    void start() {
        long helloTimer = context.owner().setTimer(FOR_HELLO.toMillis(), ignored -> {
            if (visitor == null) {
                end(FrameException.closing(FrameCode.HELLO_EXPECTED, "No hello came in 10 seconds"));
            }
        });
        long pingTimer = context.owner().setPeriodic(PING.toMillis(), ignored -> ping());
        socket.textMessageHandler(this::hear);
        socket.binaryMessageHandler(ignored -> {
            heard();
            refuse(FrameException.refusing(FrameCode.BAD_FRAME, "Send texts: the frame is binary"), null);
        });
        socket.pongHandler(ignored -> heard());
        socket.exceptionHandler(failure -> {
            LOG.debugf(
                    "web connection broken channel=%s cause=%s",
                    channelId, failure.getClass().getSimpleName());
            end(FrameException.closing(
                    FrameCode.BAD_FRAME,
                    "The frame is longer than %d bytes, or is not a frame of RFC 6455"
                            .formatted(ClientFrame.MAX_FRAME)));
        });
        socket.closeHandler(ignored -> {
            context.owner().cancelTimer(helloTimer);
            context.owner().cancelTimer(pingTimer);
            closed();
        });
    }

    private void closed() {
        stopWriting();
        Visitor known = visitor;
        if (known != null) {
            setting.connections().leave(known, this);
        }
        setting.connections().giveBack();
    }

    private void heard() {
        heardAt = System.nanoTime();
    }

    private void ping() {
        if (ended) {
            return;
        }
        if (System.nanoTime() - heardAt > SILENCE.toNanos()) {
            end(FrameException.closing(FrameCode.SILENT, "Nothing was heard for a minute: connect again"));
        } else {
            socket.writePing(NOTHING);
        }
    }

    private void hear(String text) {
        heard();
        if (ended) {
            return;
        }
        ClientFrame frame;
        try {
            frame = ClientFrame.read(text);
            requireTurn(frame);
        } catch (FrameException e) {
            refuse(e, null);
            return;
        }
        socket.pause();
        setting.blocking().execute(() -> work(frame));
    }

    /** Hello comes first and once; nobody speaks more than is allowed. */
    private void requireTurn(ClientFrame frame) {
        boolean hello = frame instanceof ClientFrame.Hello;
        if (hello != (visitor == null)) {
            throw FrameException.refusing(
                    FrameCode.HELLO_EXPECTED, hello ? "Say hello once" : "Say hello before anything else");
        }
    }

    /** On a thread that may wait. */
    private void work(ClientFrame frame) {
        @Nullable String about = frame instanceof ClientFrame.Say said ? said.id() : null;
        Runnable then;
        try {
            then = worked(frame);
        } catch (FrameException e) {
            then = () -> refuse(e, about);
        } catch (RuntimeException e) {
            LOG.warnf("frame not worked on channel=%s cause=%s", channelId, e.toString());
            FrameException unavailable = FrameException.refusing(
                    FrameCode.UNAVAILABLE, "Nothing can be stored now: send it again a moment later");
            then = () -> refuse(unavailable, about);
        }
        Runnable last = then;
        context.runOnContext(ignored -> {
            if (!ended) {
                last.run();
                socket.resume();
            }
        });
    }

    /** What is to be done on the event loop when the frame has taken effect. */
    private Runnable worked(ClientFrame frame) {
        switch (frame) {
            case ClientFrame.Hello hello -> {
                WebService.Identified identified = setting.service().identify(channelId, hello);
                return () -> begin(identified, hello.lastSeq());
            }
            case ClientFrame.Say said -> {
                Visitor speaker = known();
                if (!setting.connections().maySpeak(speaker)) {
                    throw FrameException.refusing(
                            FrameCode.TOO_FAST, "Too many messages at once: send it again in a second");
                }
                setting.service().say(speaker, said);
                return () -> write(new ServerFrame.Accepted(said.id()));
            }
            case ClientFrame.Acknowledge acknowledged -> {
                setting.service().acknowledge(known(), acknowledged);
                return () -> {};
            }
            case ClientFrame.Ping ping -> {
                return () -> write(new ServerFrame.Pong());
            }
        }
    }

    private Visitor known() {
        Visitor known = visitor;
        if (known == null) {
            throw new IllegalStateException("Expected a visitor after the hello, but there is none");
        }
        return known;
    }

    private void begin(WebService.Identified identified, long lastSeq) {
        if (!setting.connections().join(identified.visitor(), this)) {
            end(FrameException.closing(
                    FrameCode.TOO_MANY_CONNECTIONS, "The chat is open too often: close it elsewhere"));
            return;
        }
        MessageFeed messages = new MessageFeed(setting, socket, context, identified.visitor(), lastSeq, this::write);
        visitor = identified.visitor();
        feed = messages;
        write(identified.ready());
        messages.wakeUp();
    }

    /** Something is new for the visitor; from any thread. */
    void wakeUp() {
        context.runOnContext(ignored -> {
            MessageFeed messages = feed;
            if (messages != null) {
                messages.wakeUp();
            }
        });
    }

    /** Where the browser stands; null before its hello. */
    WebMessageRepository.@Nullable Position position() {
        MessageFeed messages = feed;
        return messages == null ? null : messages.position();
    }

    UUID channelId() {
        return channelId;
    }

    /** Ends if the channel, as it is now, would not let this page in; from any thread. */
    void check(@Nullable Channel channel) {
        FrameException fault = null;
        if (channel == null) {
            fault = FrameException.closing(FrameCode.CHANNEL_GONE, "The channel was deleted");
        } else if (!(channel.settings() instanceof WebSettings settings && settings.allows(origin))) {
            fault = FrameException.closing(
                    FrameCode.ORIGIN_REFUSED, "Pages of this origin may not embed the chat any more");
        }
        FrameException found = fault;
        if (found != null) {
            context.runOnContext(ignored -> end(found));
        }
    }

    /** The service stops: browsers come again, to another replica. */
    void goAway() {
        context.runOnContext(ignored -> {
            if (!ended) {
                stopWriting();
                socket.close((short) 1001);
            }
        });
    }

    private void refuse(FrameException fault, @Nullable String about) {
        strikes++;
        if (fault.isClosing() || strikes > STRIKES) {
            end(fault);
        } else {
            write(new ServerFrame.Refused(fault.code().wireName(), String.valueOf(fault.getMessage()), about));
        }
    }

    private void end(FrameException fault) {
        if (!ended) {
            write(new ServerFrame.Refused(fault.code().wireName(), String.valueOf(fault.getMessage()), null));
            stopWriting();
            socket.close(fault.code().closeStatus(), fault.code().wireName());
        }
    }

    private void stopWriting() {
        ended = true;
        MessageFeed messages = feed;
        if (messages != null) {
            messages.end();
        }
    }

    private void write(ServerFrame frame) {
        if (!ended && !socket.isClosed()) {
            socket.writeTextMessage(frame.json());
        }
    }
}
