package campaignflows.communication.voice;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The addresses under which Twilio asks and tells of the calls of a channel. They name the communication: Twilio knows no other
 * place for an id of ours.
 */
record Callbacks(String publicAddress, UUID channelId) {

    /** What a call of Twilio is about. */
    enum About {
        /** How far the call has come. */
        STATUS,
        /** Somebody has picked up: what is to be said? */
        ANSWER,
        /** Keys were pressed or something was said after a question. */
        INPUT
    }

    /** Of this query; null of none. */
    String of(@Nullable String rawQuery) {
        String path = publicAddress + "/api/v1/webhooks/channels/" + channelId + "/calls";
        return rawQuery == null ? path : path + "?" + rawQuery;
    }

    String status(UUID communicationId) {
        return of("communication=" + communicationId + "&about=status");
    }

    String answer(UUID communicationId) {
        return of("communication=" + communicationId + "&about=answer");
    }

    /**
     * @param question its place, from 0
     * @param turn     how often it was asked before
     */
    String input(UUID communicationId, int question, int turn) {
        return of("communication=%s&about=input&question=%d&turn=%d".formatted(communicationId, question, turn));
    }
}
