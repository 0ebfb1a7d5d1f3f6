package campaignflows.communication.voice;

import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.inbound.Webhooks;
import campaignflows.communication.lifecycle.CommunicationRepository;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.support.FakeTwilio;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.Ways;
import campaignflows.communication.support.World;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Calls of Twilio, signed, as they come to the addresses that it was given. */
@NullMarked
public final class TwilioCalls {
    private final CallWebhookService service;
    private final CallLookups lookups;

    public TwilioCalls(World world, String api) {
        CallProgress progress =
                new CallProgress(new CallRepository(), new CommunicationRepository(), world.transitions);
        service = new CallWebhookService(
                new ChannelLookupRepository(),
                new CallRepository(),
                progress,
                Webhooks.of(world),
                world.db.database(),
                world.cipher,
                world.clock);
        var config = Settings.with(Map.of("voice.api", api));
        lookups = new CallLookups(
                new CallRepository(),
                progress,
                new ChannelLookupRepository(),
                new ChannelCredentials(world.cipher),
                Ways.http(config),
                world.work,
                world.clock,
                config);
    }

    /** Tells how far the call has come. */
    public String status(FakeTwilio.Placed call, String status) {
        return call(call.value("StatusCallback"), form(call.sid(), status));
    }

    /** Tells of another call under the address of this one. */
    public String statusOf(FakeTwilio.Placed call, String sid, String status) {
        return call(call.value("StatusCallback"), form(sid, status));
    }

    /** Asks what is to be said, when somebody has picked up. */
    public String pickedUpBy(FakeTwilio.Placed call, String answeredBy) {
        return call(call.value("Url"), form(call.sid(), "in-progress").and("AnsweredBy", answeredBy));
    }

    /** Brings what came after a question to the address that the question named. */
    public String pressed(FakeTwilio.Placed call, String address, String digits) {
        return call(address, form(call.sid(), "in-progress").and("Digits", digits));
    }

    public String said(FakeTwilio.Placed call, String address, String words) {
        return call(
                address,
                form(call.sid(), "in-progress").and("SpeechResult", words).and("Confidence", "0.9"));
    }

    /** Somebody calls the number. */
    public String incoming(UUID channel, String sid, String from) {
        return call(
                "https://flows.example.org/api/v1/webhooks/channels/" + channel + "/calls",
                form(sid, "ringing").and("From", from).and("Direction", "inbound"));
    }

    /** A call without a right signature. */
    public String forged(FakeTwilio.Placed call, String status, @Nullable String signature) {
        return call(call.value("StatusCallback"), form(call.sid(), status), signature);
    }

    /** The signature that Twilio gives this report. */
    public String signature(FakeTwilio.Placed call, String status) {
        return TwilioSignature.of(FakeTwilio.TOKEN, call.value("StatusCallback"), form(call.sid(), status));
    }

    public int lookUp() {
        return lookups.pass();
    }

    private static TwilioForm form(String sid, String status) {
        return new TwilioForm(List.of())
                .and("CallSid", sid)
                .and("AccountSid", FakeTwilio.ACCOUNT)
                .and("CallStatus", status)
                .and("ApiVersion", "2010-04-01")
                .and("To", "+4930222222");
    }

    private String call(String address, TwilioForm form) {
        return call(address, form, TwilioSignature.of(FakeTwilio.TOKEN, address, form));
    }

    private String call(String address, TwilioForm form, @Nullable String signature) {
        URI uri = URI.create(address);
        String query = uri.getRawQuery();
        Map<String, List<String>> parameters = parameters(query);
        String about = first(parameters, "about");
        String communication = first(parameters, "communication");
        return service.receive(
                UUID.fromString(uri.getPath().split("/")[5]),
                new CallWebhookService.Asked(
                        signature,
                        query,
                        communication == null ? null : UUID.fromString(communication),
                        about == null ? null : Callbacks.About.valueOf(about.toUpperCase(java.util.Locale.ROOT)),
                        Integer.parseInt(parameters
                                .getOrDefault("question", List.of("0"))
                                .getFirst()),
                        Integer.parseInt(
                                parameters.getOrDefault("turn", List.of("0")).getFirst())),
                new ByteArrayInputStream(form.encoded().getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, List<String>> parameters(@Nullable String query) {
        return TwilioForm.decoded(query == null ? "" : query).fields().stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        TwilioForm.Field::name,
                        java.util.stream.Collectors.mapping(
                                TwilioForm.Field::value, java.util.stream.Collectors.toList())));
    }

    private static @Nullable String first(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.get(name);
        return values == null ? null : values.getFirst();
    }
}
