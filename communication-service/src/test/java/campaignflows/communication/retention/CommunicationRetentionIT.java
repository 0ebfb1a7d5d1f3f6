package campaignflows.communication.retention;

import static campaignflows.communication.support.World.customerOf;
import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.communication.erasure.ErasureRepository;
import campaignflows.communication.lifecycle.StatusChange;
import campaignflows.communication.support.TestDatabase;
import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.definition.DataRetention;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.CustomerCommand;
import campaignflows.platform.contracts.message.ParticipantErased;
import campaignflows.platform.database.RetentionRuns;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Communications that a tenant keeps for 30 days after their end. */
@NullMarked
class CommunicationRetentionIT {
    private static final TestDatabase DB = new TestDatabase();
    private static final DataRetention MONTH = new DataRetention(null, 30);

    private World world;
    private UUID mail;
    private UUID messages;
    private RetentionService retention;

    @BeforeEach
    void begin() {
        world = new World(DB);
        mail = world.emailChannel(25);
        messages = world.messageAgent(mail);
        retention = new RetentionService(world.work, new RetentionRepository(), new ErasureRepository(), world.clock);
        DB.execute("delete from retention_runs");
        DB.execute("insert into retention_runs (tenant_id, due_at) values ('" + world.tenant + "', now())");
    }

    @AfterAll
    static void end() {
        DB.close();
    }

    @Test
    void shouldEraseWhatEndedLongAgoAndKeepWhatIsCounted() {
        UUID who = Ids.v7();
        Envelope<CommunicationCommand> old = ended(who);
        DB.execute("insert into attempts (communication_id, number, owner, started_at, outcome, reason, address_digest)"
                + " values ('" + idOf(old) + "', 1, '" + Ids.v7() + "', now(), 'accepted', '250 <a@b.example>', 'x')");
        world.clock.move(Duration.ofDays(2));
        Envelope<CommunicationCommand> recent = ended(who);
        Envelope<CommunicationCommand> planned = world.plan(
                ChannelType.EMAIL,
                mail,
                messages,
                who,
                World.at(world.clock.instant().plus(Duration.ofDays(90))));
        world.apply(planned);
        world.clock.move(Duration.ofDays(29));

        assertThat(run(MONTH)).isEqualTo(1);

        assertThat(DB.status(idOf(old))).isEqualTo("failed");
        assertThat(personal(old)).isZero();
        assertThat(personal(recent)).isEqualTo(1);
        assertThat(personal(planned)).isEqualTo(1);
        assertThat(DB.values(
                        "select count(*) from attempts where reason is not null or address_digest is not null",
                        Integer.class))
                .containsExactly(0);
        assertThat(DB.values("select name from communications where id = '" + idOf(old) + "'", String.class))
                .hasSize(1);
        assertThat(DB.values("select erased from communications where id = '" + idOf(old) + "'", Boolean.class))
                .as("the person is still there, and may opt out by a link in it")
                .containsExactly(false);
        assertThat(run(MONTH)).isZero();
    }

    @Test
    void shouldEraseNothingOfAnotherTenantAndNothingThatIsKeptForEver() {
        Envelope<CommunicationCommand> old = ended(Ids.v7());
        world.clock.move(Duration.ofDays(31));

        assertThat(retention.erase(claimed(), DataRetention.FOREVER)).isEmpty();
        UUID stranger = Ids.v7();
        DB.execute("insert into retention_runs (tenant_id, due_at) values ('" + stranger + "', now())");
        assertThat(retention.erase(new RetentionRuns.Run(stranger, null, 0), MONTH))
                .isEmpty();

        assertThat(personal(old)).isEqualTo(1);
    }

    @Test
    void shouldEraseInBoundedStepsAndCountEachOnce() {
        int many = RetentionService.AT_ONCE + 50;
        for (int i = 0; i < many; i++) {
            world.apply(world.plan(ChannelType.EMAIL, mail, messages, Ids.v7(), world.now()));
        }
        DB.execute("update communications set status = 'failed', ended_at = '2026-06-01T08:00:00Z'");
        world.clock.move(Duration.ofDays(31));

        assertThat(run(MONTH)).isEqualTo(many);
        assertThat(DB.values("select count(*) from communications where content is not null", Integer.class))
                .containsExactly(0);
    }

    @Test
    void shouldUndoAStepThatSomebodyElseHasMade() {
        Envelope<CommunicationCommand> old = ended(Ids.v7());
        world.clock.move(Duration.ofDays(31));
        RetentionRuns.Run seen = claimed();
        DB.execute("update retention_runs set step = step + 1");

        assertThatThrownBy(() -> retention.erase(seen, MONTH)).isInstanceOf(RetentionRuns.OvertakenException.class);

        assertThat(personal(old)).isEqualTo(1);
    }

    @Test
    void shouldForgetWhatContactsSaidThatBeganNoSession() {
        UUID told = message("told", 31);
        UUID recent = message("told", 1);
        UUID open = message("received", 31);
        world.clock.move(Duration.ofDays(1));

        run(MONTH);

        assertThat(DB.values("select id from inbound_messages where text is not null order by id", UUID.class))
                .containsExactlyInAnyOrder(recent, open);
        assertThat(DB.values("select count(*) from inbound_messages where id = '" + told + "'", Integer.class))
                .as("it is kept to know a repeat")
                .containsExactly(1);
    }

    @Test
    void shouldEraseTheCommunicationsOfAnErasedParticipantAndOfNoOther() {
        UUID gone = Ids.v7();
        UUID stays = Ids.v7();
        Envelope<CommunicationCommand> ended = ended(gone);
        Envelope<CommunicationCommand> late = world.plan(ChannelType.EMAIL, mail, messages, gone, world.now());
        world.apply(late);
        Envelope<CommunicationCommand> other = ended(stays);
        List<Envelope<? extends CustomerCommand>> erasure = List.of(world.remove(gone), erasedOf(gone));

        world.apply(erasure);
        world.apply(erasure);

        assertThat(personal(ended)).isZero();
        assertThat(personal(late)).isZero();
        assertThat(DB.status(idOf(late))).isEqualTo("canceled");
        assertThat(personal(other)).isEqualTo(1);
        assertThat(DB.values("select count(*) from erased_customers", Integer.class))
                .containsExactly(0);
    }

    private Envelope<CustomerCommand> erasedOf(UUID participant) {
        return new Envelope<>(
                Ids.v7(),
                "participant-service",
                world.tenant,
                participant.toString(),
                world.clock.instant(),
                null,
                0,
                new ParticipantErased(participant, customerOf(participant)));
    }

    /** A message of a contact that was received so many days ago. */
    private UUID message(String state, int days) {
        UUID id = new UUID(
                (world.clock.instant().minus(Duration.ofDays(days)).toEpochMilli() << 16) | 0x7000,
                Ids.v7().getLeastSignificantBits());
        DB.execute("""
                insert into inbound_messages (id, tenant_id, channel_id, channel, provider_id, text, said_at, received_at, state)
                values ('%s', '%s', '%s', 'email', '%s', 'Please call me', now(), now(), '%s')
                """.formatted(id, world.tenant, mail, id, state));
        return id;
    }

    private Envelope<CommunicationCommand> ended(UUID who) {
        Envelope<CommunicationCommand> plan = world.plan(ChannelType.EMAIL, mail, messages, who, world.now());
        world.apply(plan);
        DB.database()
                .useTransaction(tx -> world.transitions.apply(
                        tx,
                        List.of(StatusChange.end(
                                idOf(plan), CommunicationStatus.FAILED, world.clock.instant(), "550 <a@b.example>"))));
        return plan;
    }

    private RetentionRuns.Run claimed() {
        return new RetentionRuns.Run(
                world.tenant,
                null,
                DB.values("select step from retention_runs where tenant_id = '" + world.tenant + "'", Long.class)
                        .getFirst());
    }

    /** Erases step by step until nothing is left; how many communications that were. */
    private long run(DataRetention kept) {
        DB.execute("update retention_runs set erased = 0");
        RetentionRuns.Run run = claimed();
        while (true) {
            Optional<RetentionRuns.Run> next = retention.erase(run, kept);
            if (next.isEmpty()) {
                return DB.values(
                                "select erased from retention_runs where tenant_id = '" + world.tenant + "'",
                                Long.class)
                        .getFirst();
            }
            run = next.get();
        }
    }

    private static int personal(Envelope<CommunicationCommand> of) {
        return DB.values(
                        "select count(*) from communications where id = '" + idOf(of)
                                + "' and (content is not null or parameters <> '{}' or results <> '{}' or reason is not null)",
                        Integer.class)
                .getFirst();
    }
}
