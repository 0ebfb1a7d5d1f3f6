package campaignflows.communication.erasure;

import static campaignflows.communication.support.World.customerOf;
import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.agent.AgentView;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.values.FieldType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NullMarked
class ErasureIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final String SECRET = "alex@example.org";

    private World world;
    private UUID mail;
    private UUID messages;
    private UUID voice;
    private UUID simulator;

    @BeforeEach
    void begin() {
        world = new World(DB);
        mail = world.emailChannel(25);
        messages = world.messageAgent(mail);
        voice = world.channel(ChannelType.VOICE);
        simulator = world.simulatedAgent(
                voice,
                "{\"delivered\":1,\"read\":1,\"replied\":1,\"failed\":0,\"delay_ms\":1000,\"results\":{\"said\":[\""
                        + SECRET + "\"]}}",
                List.of(new AgentView.Result("said", "Said", FieldType.STRING, List.of())),
                Duration.ofHours(1));
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    void shouldKeepWhatIsCountedAndNothingPersonal() {
        UUID who = Ids.v7();
        UUID other = Ids.v7();
        Envelope<CommunicationCommand> talked = started(who);
        world.clock.move(Duration.ofMinutes(1));
        while (world.sessions.pass() > 0) {
            world.clock.move(Duration.ofMinutes(1));
        }
        Envelope<CommunicationCommand> planned = world.plan(ChannelType.EMAIL, mail, messages, who, later());
        Envelope<CommunicationCommand> failed = world.plan(ChannelType.EMAIL, mail, messages, who, world.now());
        Envelope<CommunicationCommand> ofOther = world.plan(ChannelType.EMAIL, mail, messages, other, later());
        world.apply(planned, failed, ofOther);
        DB.execute("insert into attempts (communication_id, number, owner, started_at, outcome, reason) values ('"
                + idOf(failed) + "', 1, '" + Ids.v7() + "', now(), 'refused_for_good', '550 <" + SECRET + ">')");
        apply(StatusChange.end(
                idOf(failed), CommunicationStatus.FAILED, world.clock.instant(), "550 <" + SECRET + ">"));
        assertThat(traces(SECRET)).contains("communications", "attempts");
        assertThat(traces(who.toString())).contains("communications");

        world.apply(world.erase(who));

        assertThat(DB.status(idOf(talked))).isEqualTo("completed");
        assertThat(DB.status(idOf(planned))).isEqualTo("canceled");
        assertThat(DB.status(idOf(failed))).isEqualTo("failed");
        assertThat(traces(SECRET)).containsExactly("agents");
        assertThat(DB.values("select count(*) from messages", Integer.class)).containsExactly(0);
        assertThat(personal(who)).isZero();
        assertThat(DB.told(idOf(planned))).isEmpty();
        // Somebody else's stay as they are.
        assertThat(DB.status(idOf(ofOther))).isEqualTo("planned");
        assertThat(personal(other)).isEqualTo(1);
        assertThat(DB.values("select customer_id from erased_customers", UUID.class))
                .containsExactly(customerOf(who));
    }

    @Test
    void shouldErasePlansOfTheSameBatchAndDropWhatIsOrderedLater() {
        UUID who = Ids.v7();
        Envelope<CommunicationCommand> planned = world.plan(ChannelType.EMAIL, mail, messages, who, later());
        Envelope<CommunicationCommand> late = world.plan(ChannelType.EMAIL, mail, messages, who, later());
        List<Envelope<? extends CustomerCommand>> batch = new ArrayList<>();
        batch.add(planned);
        batch.addAll(world.erase(who));
        batch.add(late);

        world.apply(batch);
        world.apply(world.plan(ChannelType.EMAIL, mail, messages, who, later()));
        world.apply(world.erase(who));

        assertThat(DB.values("select id from communications", UUID.class)).containsExactly(idOf(planned));
        assertThat(DB.status(idOf(planned))).isEqualTo("canceled");
        assertThat(personal(who)).isZero();
    }

    @Test
    void shouldKeepNothingPersonalOfAConversationThatGoesOn() {
        UUID who = Ids.v7();
        Envelope<CommunicationCommand> talking = started(who);
        int told = DB.events().size();

        world.apply(world.erase(who));
        for (int minute = 0; minute < 3; minute++) {
            world.clock.move(Duration.ofMinutes(1));
            world.sessions.pass();
        }

        assertThat(DB.status(idOf(talking))).isEqualTo("completed");
        assertThat(traces(SECRET)).containsExactly("agents");
        assertThat(DB.values("select count(*) from messages", Integer.class)).containsExactly(0);
        assertThat(DB.events()).hasSize(told);
    }

    /** A communication that has started, simulated, and will be answered. */
    private Envelope<CommunicationCommand> started(UUID who) {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.VOICE, voice, simulator, who, world.now());
        world.apply(plan);
        apply(StatusChange.step(
                idOf(plan),
                CommunicationStatus.STARTED,
                world.clock.instant(),
                world.clock.instant().plusMillis(500)));
        return plan;
    }

    private void apply(StatusChange change) {
        DB.database().useTransaction(tx -> world.transitions.apply(tx, List.of(change)));
    }

    private campaignflows.platform.contracts.message.Schedule later() {
        return World.at(world.clock.instant().plus(Duration.ofDays(1)));
    }

    /** How many communications of the person hold anything personal. */
    private static int personal(UUID participant) {
        return DB.values(
                        "select count(*) from communications where customer_id = '" + customerOf(participant)
                                + "' and (content is not null or parameters <> '{}' or results <> '{}')",
                        Integer.class)
                .getFirst();
    }

    /** The tables in which the text is found in any column. */
    private static List<String> traces(String text) {
        Map<String, String> own = Map.of(
                "communications", "content::text || parameters::text || results::text || coalesce(reason, '')",
                "attempts", "coalesce(reason, '')",
                "messages", "text",
                "agents", "settings::text");
        List<String> found = new ArrayList<>();
        own.forEach((table, columns) -> {
            String all = table.equals("communications") ? "coalesce(" + columns + ", results::text)" : columns;
            if (DB.values("select count(*) from " + table + " where " + all + " like '%" + text + "%'", Integer.class)
                            .getFirst()
                    > 0) {
                found.add(table);
            }
        });
        return found;
    }
}
