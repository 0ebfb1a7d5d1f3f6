package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.agent.AgentView;
import campaignflows.communication.support.FakeTwilio;
import campaignflows.communication.support.WorldFixture;
import campaignflows.communication.voice.TwilioCalls;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.MessageContent;
import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.values.FieldType;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A channel that calls by Twilio, and who answers there. */
@NullMarked
abstract class VoiceFixture extends WorldFixture {
    static final String PHONE = "+4930222222";

    static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");

    static final String QUESTIONS = """
            {"language":"de-DE","goodbye":"Danke!","questions":[
              {"result":"outcome","ask":"Drücken Sie 1 für bezahlt, 2 für nein.","input":"both",
               "choices":{"1":"paid","2":"refused","bezahlt":"paid"}},
              {"result":"amount","ask":"Wie viel?"}]}
            """;

    static final List<AgentView.Result> RESULTS = List.of(
            new AgentView.Result("outcome", null, FieldType.ENUMERATION, List.of("paid", "refused")),
            new AgentView.Result("amount", null, FieldType.INTEGER, null));

    FakeTwilio twilio;
    TwilioCalls callbacks;
    UUID channel;
    UUID agent;
    DispatchParts parts;

    @BeforeEach
    void begin() throws IOException {
        twilio = new FakeTwilio(world.clock);
        callbacks = new TwilioCalls(world, twilio.url());
        use("\"machine\":\"off\"", "{}", List.of());
    }

    @AfterEach
    void stop() {
        twilio.close();
    }

    final void use(String settings, String script, List<AgentView.Result> results) {
        db.execute("truncate channels, agents cascade");
        channel = world.voiceChannel(settings);
        agent = world.callingAgent(channel, script, results);
        parts = replica();
    }

    DispatchParts replica() {
        return new DispatchParts(world, this::contacts, Map.of("voice.api", twilio.url()));
    }

    /** One that does not wait long for an answer, where there will be none. */
    DispatchParts impatientReplica() {
        return new DispatchParts(
                world, this::contacts, Map.of("voice.api", twilio.url(), "http.answer-timeout", "PT2S"));
    }

    UUID planned() {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.VOICE, channel, agent);
        world.apply(plan);
        return idOf(plan);
    }

    UUID plan(MessageContent content) {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.VOICE, channel, agent, content);
        world.apply(plan);
        return idOf(plan);
    }

    /** Where the answer to the question goes. */
    static String action(String twiml) {
        Matcher matcher = ACTION.matcher(twiml);
        assertThat(matcher.find()).as(twiml).isTrue();
        return matcher.group(1).replace("&amp;", "&");
    }

    static String results(UUID id) {
        return db.values("select results::text from communications where id = '" + id + "'", String.class)
                .getFirst();
    }

    Map<UUID, ContactPoints.Contact> contacts(List<UUID> participants) {
        Map<UUID, ContactPoints.Contact> known = new HashMap<>();
        for (UUID participant : participants) {
            known.put(
                    participant,
                    new ContactPoints.Contact(world.tenant, participant, Map.of(ChannelType.VOICE, PHONE), Set.of()));
        }
        return known;
    }
}
