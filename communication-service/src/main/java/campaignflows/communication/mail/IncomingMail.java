package campaignflows.communication.mail;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a mail that came in is. */
public sealed interface IncomingMail {

    /**
     * A person wrote it.
     *
     * @param id      by which it is known again: its Message-ID where it has one
     * @param from    the address, in its one form
     * @param name    beside the address
     * @param text    without what it quotes
     * @param answers communications of ours that it may answer, the most likely first
     */
    record Answer(
            String id,
            String from,
            @Nullable String name,
            String text,
            @Nullable Instant sentAt,
            List<UUID> answers) implements IncomingMail {
        public Answer {
            answers = List.copyOf(answers);
        }
    }

    /**
     * A mail server says that a mail of ours was not delivered (RFC 3464).
     *
     * @param forGood whether it has given up; else it goes on trying
     * @param reason  for people
     * @param deadAddress whether no other mail to the address will be delivered either
     */
    record Report(UUID communicationId, boolean forGood, String reason, boolean deadAddress) implements IncomingMail {}

    /** Of no use to anybody here: automatic answers, lists, our own mail, what cannot be read. */
    record Other() implements IncomingMail {}
}
