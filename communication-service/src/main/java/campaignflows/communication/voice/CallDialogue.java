package campaignflows.communication.voice;

import campaignflows.communication.channel.MachineDetection;
import campaignflows.communication.channel.VoiceSettings;
import campaignflows.platform.contracts.communication.ResultField;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What happens in a call, step by step, as TwiML: the message, then each question, asked again when nothing usable came, then
 * the goodbye. Which step is next stands in the addresses that Twilio calls, so that nothing has to be kept for it.
 *
 * @param results of the agent
 */
record CallDialogue(
        UUID communicationId,
        VoiceSettings settings,
        CallScript script,
        List<ResultField> results,
        Callbacks callbacks) {
    /** How often a question is put. */
    static final int TURNS = 3;

    /** When somebody has picked up. */
    String opening(String text) {
        return then(new Twiml().say(text, voice()), 0, 0);
    }

    /** When a machine has picked up, as the channel wants it. */
    String toMachine(String text) {
        return settings.machine() == MachineDetection.LEAVE_MESSAGE
                ? new Twiml().say(text, voice()).hangUp().end()
                : new Twiml().hangUp().end();
    }

    /** After an answer of use to the question at this place, or none. */
    String after(int question, int turn, boolean isAnswered) {
        boolean again = !isAnswered && turn + 1 < TURNS;
        return again ? then(new Twiml(), question, turn + 1) : then(new Twiml(), question + 1, 0);
    }

    private String then(Twiml twiml, int question, int turn) {
        Optional<CallScript.Asked> asked = script.question(question, results);
        if (asked.isPresent()) {
            return twiml.gather(asked.get().question(), voice(), callbacks.input(communicationId, question, turn))
                    .end();
        }
        String goodbye = script.goodbye();
        if (goodbye != null) {
            twiml.say(goodbye, voice());
        }
        return twiml.hangUp().end();
    }

    private Twiml.Voice voice() {
        String language = script.language();
        return new Twiml.Voice(language == null ? settings.language() : language, script.voice());
    }
}
