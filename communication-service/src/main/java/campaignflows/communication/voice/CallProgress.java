package campaignflows.communication.voice;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.MachineDetection;
import campaignflows.communication.channel.VoiceSettings;
import campaignflows.communication.lifecycle.Communication;
import campaignflows.communication.lifecycle.CommunicationRepository;
import campaignflows.communication.lifecycle.Message;
import campaignflows.communication.lifecycle.StatusTransitions;
import campaignflows.communication.lifecycle.TransitionService;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What Twilio tells of calls, once or often, in whatever order, by callbacks or asked. A communication has one call: what is
 * said of another one does not concern us.
 */
@Singleton
public final class CallProgress {
    private final CallRepository calls;
    private final CommunicationRepository communications;
    private final TransitionService transitions;

    public CallProgress(CallRepository calls, CommunicationRepository communications, TransitionService transitions) {
        this.calls = calls;
        this.communications = communications;
        this.transitions = transitions;
    }

    /** A call that was found and is locked with its communication. */
    record Locked(Communication communication, Call call) {}

    /** Empty if the channel has made no such call. */
    Optional<Locked> lock(Tx tx, Channel channel, UUID communicationId, String sid) {
        Optional<Communication> communication = communications.lock(tx, List.of(communicationId)).stream()
                .filter(each -> each.tenantId().equals(channel.tenantId())
                        && each.channelId().equals(channel.id())
                        && each.channel() == ChannelType.VOICE)
                .findFirst();
        return communication.flatMap(found -> calls.lock(tx, communicationId)
                .filter(call -> call.sid() == null || sid.equals(call.sid()))
                .map(call -> new Locked(found, call)));
    }

    /** Takes a report in the caller's transaction; whether it was of a call of the channel's. */
    boolean report(Tx tx, Channel channel, UUID communicationId, CallReport report, Instant now) {
        Optional<Locked> locked = lock(tx, channel, communicationId, report.sid());
        locked.ifPresent(found -> report(tx, channel, found, report, now));
        return locked.isPresent();
    }

    /** The same of a call that is locked. */
    void report(Tx tx, Channel channel, Locked locked, CallReport report, Instant now) {
        Call call = locked.call();
        UUID id = call.communicationId();
        if (call.sid() == null) {
            calls.identify(tx, id, report.sid(), null);
        }
        @Nullable String answeredBy = report.answeredBy() == null ? call.answeredBy() : report.answeredBy();
        if (answeredBy != null && !answeredBy.equals(call.answeredBy())) {
            calls.answeredBy(tx, id, answeredBy);
        }
        transitions.apply(
                tx,
                CallSteps.of(
                        id,
                        report.status(),
                        machine(channel),
                        answeredBy,
                        !call.script().questions().isEmpty(),
                        call.answers(),
                        now));
        calls.endAttempt(tx, id, now);
        if (report.status().isFinal()) {
            calls.ended(tx, id);
        }
    }

    /**
     * Takes an answer to a question of a call that is locked. The first one counts; of a person who was erased nothing is kept.
     *
     * @param said in the words or keys of the contact
     */
    void answer(Tx tx, Locked locked, CallScript.Asked asked, String value, String said, Instant now) {
        Call call = locked.call();
        Communication communication = locked.communication();
        String name = asked.result().name();
        if (communication.erased()
                || communication.status().isFinal()
                || call.answers().containsKey(name)) {
            return;
        }
        Map<String, String> answers = new HashMap<>(call.answers());
        answers.put(name, value);
        calls.answers(tx, call.communicationId(), answers);
        transitions.apply(tx, List.of(CallSteps.replied(call.communicationId(), answers, now)));
        communications.lock(tx, List.of(call.communicationId())).stream()
                .filter(after -> after.status() == CommunicationStatus.REPLIED)
                .forEach(after -> communications.addMessages(
                        tx, List.of(new StatusTransitions.Result(after, null, List.of(), said(asked, said, now)))));
    }

    /** Questions stand before what a contact writes afterwards. */
    private static List<Message> said(CallScript.Asked asked, String said, Instant now) {
        int number = 1 + 2 * asked.place();
        List<Message> messages = new ArrayList<>();
        messages.add(
                new Message(number, now, Message.Sender.AGENT, asked.question().ask()));
        messages.add(new Message(number + 1, now, Message.Sender.CONTACT, said));
        return messages;
    }

    static MachineDetection machine(Channel channel) {
        return channel.settings() instanceof VoiceSettings settings ? settings.machine() : MachineDetection.OFF;
    }
}
