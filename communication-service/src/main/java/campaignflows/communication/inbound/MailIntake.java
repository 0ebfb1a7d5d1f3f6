package campaignflows.communication.inbound;

import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.mail.IncomingMail;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Takes what a mailbox brought: answers are stored to be carried on, reports take effect, each once. */
@Singleton
public final class MailIntake {
    private final InboundRepository messages;
    private final Receipts receipts;
    private final BlockedContactRepository blocked;
    private final InboundSignal signal;

    MailIntake(InboundRepository messages, Receipts receipts, BlockedContactRepository blocked, InboundSignal signal) {
        this.messages = messages;
        this.receipts = receipts;
        this.blocked = blocked;
        this.signal = signal;
    }

    /** In the caller's transaction, so that where the mailbox was read to is stored with it. */
    public void store(Tx tx, Channel channel, List<? extends IncomingMail> mails, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.MICROS);
        List<InboundMessage> answers = new ArrayList<>();
        List<Receipt> reports = new ArrayList<>();
        for (IncomingMail mail : mails) {
            WebhookPayload delivery = MailContents.of(mail);
            answers.addAll(delivery.messages());
            reports.addAll(delivery.receipts());
        }
        if (!reports.isEmpty()) {
            receipts.apply(tx, channel, reports, now);
        }
        if (!answers.isEmpty()) {
            blocked.unblock(tx, channel, WebhookService.addresses(channel, answers));
            messages.insert(tx, channel, answers, now);
        }
    }

    /** To be called when the transaction is committed: somebody may be waiting. */
    public void stored() {
        signal.wakeUp();
    }
}
