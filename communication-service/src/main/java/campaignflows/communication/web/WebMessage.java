package campaignflows.communication.web;

import java.time.Instant;

/** A message for a visitor, at its place. */
record WebMessage(long seq, String text, Instant createdAt) {
    ServerFrame.Shown shown() {
        return new ServerFrame.Shown(seq, text, createdAt);
    }

    @Override
    public String toString() {
        return "WebMessage[" + seq + "]";
    }
}
