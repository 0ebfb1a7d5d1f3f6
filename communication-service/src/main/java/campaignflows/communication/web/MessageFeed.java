package campaignflows.communication.web;

import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Shows a visitor's messages to one browser, on the event loop of its connection. They stay in the database until the browser takes
 * them: at most one page of them waits here.
 */
final class MessageFeed {
    private static final Logger LOG = Logger.getLogger(MessageFeed.class);

    private final WebService service;
    private final Executor blocking;
    private final ServerWebSocket socket;
    private final Context context;
    private final Visitor visitor;
    private final Consumer<ServerFrame> browser;
    /** The place of the last message that was written to the browser. */
    private volatile long sent;

    private boolean reading;
    private boolean newsMeanwhile;
    private boolean ended;

    /** @param lastSeq up to where the browser knows its messages */
    MessageFeed(
            WebConnection.Setting setting,
            ServerWebSocket socket,
            Context context,
            Visitor visitor,
            long lastSeq,
            Consumer<ServerFrame> browser) {
        this.service = setting.service();
        this.blocking = setting.blocking();
        this.socket = socket;
        this.context = context;
        this.visitor = visitor;
        this.sent = lastSeq;
        this.browser = browser;
    }

    /** Where the browser stands; from any thread. */
    WebMessageRepository.Position position() {
        return new WebMessageRepository.Position(visitor, sent);
    }

    /** Something may be new. */
    void wakeUp() {
        if (reading) {
            newsMeanwhile = true;
        } else {
            readOn();
        }
    }

    void end() {
        ended = true;
    }

    private void readOn() {
        if (ended) {
            return;
        }
        reading = true;
        newsMeanwhile = false;
        long from = sent;
        blocking.execute(() -> {
            List<WebMessage> page;
            try {
                page = service.after(visitor, from);
            } catch (RuntimeException e) {
                // Whoever looks for news wakes this feed again.
                LOG.warnf("messages not read channel=%s cause=%s", visitor.channelId(), e.toString());
                page = List.of();
            }
            List<WebMessage> read = page;
            context.runOnContext(ignored -> show(read));
        });
    }

    private void show(List<WebMessage> page) {
        reading = false;
        if (ended) {
            return;
        }
        for (WebMessage message : page) {
            browser.accept(message.shown());
            sent = message.seq();
        }
        if (page.size() < WebService.PAGE && !newsMeanwhile) {
            return;
        }
        if (socket.writeQueueFull()) {
            reading = true;
            socket.drainHandler(ignored -> readOn());
        } else {
            readOn();
        }
    }
}
