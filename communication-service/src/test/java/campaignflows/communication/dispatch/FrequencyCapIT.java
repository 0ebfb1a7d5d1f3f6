package campaignflows.communication.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.limit.ContactLimitRepository;
import campaignflows.communication.limit.ContactLimitService;
import campaignflows.communication.limit.ContactLimits;
import campaignflows.communication.limit.FrequencyCap;
import campaignflows.communication.limit.LimitAction;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.audit.Actor;
import campaignflows.platform.contracts.communication.ChannelType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Frequency caps of a tenant. */
@NullMarked
class FrequencyCapIT extends ContactLimitFixture {
    @Test
    @DisplayName("M8: the cap counts over campaigns, and what is postponed shows its new time and why")
    void shouldPostponeWhatIsTooMuchForAContact() throws Exception {
        limit(TWO_A_DAY, null);
        UUID first = plan(world.campaign, ann, "UTC");
        UUID second = plan(otherCampaign, ann, "UTC");
        UUID third = plan(otherCampaign, ann, "UTC");
        UUID bens = plan(world.campaign, Ids.v7(), "UTC");

        pass();

        assertThat(db.status(bens)).isEqualTo("started");
        assertThat(statuses(first, second, third)).containsExactlyInAnyOrder("started", "started", "planned");
        world.clock.move(Duration.ofSeconds(5));
        pass();
        UUID postponed = planned(first, second, third);
        assertThat(scheduled(postponed)).isEqualTo("2026-06-02T08:00:00Z");
        assertThat(db.reason(postponed))
                .isEqualTo("The contact has got 2 messages on this type of channel within 24 hours, as many as are"
                        + " allowed: it is sent at 2026-06-02T08:00:00Z");
        assertThat(db.told(postponed)).isEmpty();

        world.clock.move(Duration.ofHours(24));
        pass();
        assertThat(db.status(postponed)).isEqualTo("started");
    }

    @Test
    void shouldCountWhatWasSentBeforeThereWasACap() throws Exception {
        UUID before = plan(world.campaign, ann, "UTC");
        pass();
        assertThat(db.status(before)).isEqualTo("started");
        limit(new FrequencyCap(1, 24, LimitAction.SKIP), null);
        UUID after = plan(otherCampaign, ann, "UTC");

        pass();

        assertThat(db.status(after)).isEqualTo("skipped");
        assertThat(db.reason(after))
                .isEqualTo(
                        "The contact has got 1 message on this type of channel within 24 hours, as many as are allowed");
        assertThat(db.told(after)).containsExactly("skipped");
    }

    @Test
    @DisplayName("What may have been sent counts, what was refused does not")
    void shouldCountWhatMayHaveBeenSent() throws Exception {
        limit(new FrequencyCap(1, 24, LimitAction.SKIP), null);
        UUID refused = plan(world.campaign, ann, "UTC");
        UUID second = plan(world.campaign, ann, "UTC");
        fail(refused, "refused_for_good");
        pass();
        assertThat(db.status(second)).isEqualTo("started");

        UUID ben = Ids.v7();
        UUID unknown = plan(world.campaign, ben, "UTC");
        UUID third = plan(world.campaign, ben, "UTC");
        fail(unknown, "unknown");
        pass();
        assertThat(db.status(third)).isEqualTo("skipped");
    }

    @Test
    @DisplayName("What may have been sent counts while it waits to be tried again, and never against itself")
    void shouldCountWhatMayHaveBeenSentAndWaits() throws Exception {
        limit(new FrequencyCap(1, 24, LimitAction.SKIP), null);
        UUID waits = plan(world.campaign, ann, "UTC");
        attempt(waits, "unknown");
        db.execute("update communications set due_at = due_at + interval '30 seconds' where id = '" + waits + "'");
        UUID another = plan(otherCampaign, ann, "UTC");

        pass();
        assertThat(statuses(waits, another)).containsExactly("planned", "skipped");

        world.clock.move(Duration.ofSeconds(30));
        pass();
        assertThat(db.status(waits)).isEqualTo("started");
    }

    @Test
    void shouldNotCountWhatWasRefusedAndWaits() throws Exception {
        limit(new FrequencyCap(1, 24, LimitAction.SKIP), null);
        UUID waits = plan(world.campaign, ann, "UTC");
        attempt(waits, "refused_for_now");
        db.execute("update communications set due_at = due_at + interval '30 seconds' where id = '" + waits + "'");
        UUID another = plan(otherCampaign, ann, "UTC");

        pass();
        assertThat(statuses(waits, another)).containsExactly("planned", "started");

        world.clock.move(Duration.ofSeconds(30));
        pass();
        assertThat(db.status(waits)).isEqualTo("skipped");
    }

    @Test
    void shouldCountWhatMayHaveBeenSentBeforeItWasCanceled() throws Exception {
        limit(new FrequencyCap(1, 24, LimitAction.SKIP), null);
        UUID canceled = plan(world.campaign, ann, "UTC");
        attempt(canceled, "unknown");
        db.execute("update communications set status = 'canceled', due_at = null, ended_at = '" + world.clock.instant()
                + "' where id = '" + canceled + "'");
        UUID another = plan(otherCampaign, ann, "UTC");

        pass();

        assertThat(db.status(another)).isEqualTo("skipped");
    }

    @Test
    void shouldGoOnWithWhatMayHaveBeenSentBeforeAnythingElse() throws Exception {
        limit(TWO_A_DAY, null);
        UUID sent = plan(world.campaign, ann, "UTC");
        pass();
        world.clock.move(Duration.ofSeconds(1));
        UUID another = plan(otherCampaign, ann, "UTC");
        world.clock.move(Duration.ofSeconds(1));
        UUID tried = plan(world.campaign, ann, "UTC");
        attempt(tried, "unknown");

        pass();

        assertThat(statuses(sent, tried, another)).containsExactly("started", "started", "planned");
    }

    @Test
    void shouldLeaveOtherTypesOfChannelAndOtherTenantsAlone() throws Exception {
        new ContactLimitService(new ContactLimitRepository(), db.database(), world.audit)
                .set(
                        new ContactLimits(Ids.v7(), ChannelType.VOICE, new FrequencyCap(1, 24, LimitAction.SKIP), null),
                        Actor.system("test"));
        new ContactLimitService(new ContactLimitRepository(), db.database(), world.audit)
                .set(
                        new ContactLimits(
                                world.tenant, ChannelType.WEB, new FrequencyCap(1, 24, LimitAction.SKIP), null),
                        Actor.system("test"));
        UUID first = plan(world.campaign, ann, "UTC");
        UUID second = plan(world.campaign, ann, "UTC");

        pass();

        assertThat(statuses(first, second)).containsExactly("started", "started");
    }

    @Test
    @DisplayName("M8: two workers and two campaigns never give one contact more than the cap")
    void shouldHoldTheCapWithWorkersSideBySide() throws Exception {
        limit(TWO_A_DAY, null);
        DispatchParts other = new DispatchParts(world, this::contacts, Map.of("dispatch.batch", "7"));
        parts = new DispatchParts(world, this::contacts, Map.of("dispatch.batch", "11"));
        List<UUID> customers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            UUID customer = Ids.v7();
            customers.add(customer);
            for (int j = 0; j < 3; j++) {
                plan(world.campaign, customer, "UTC");
                plan(otherCampaign, customer, "UTC");
            }
        }

        try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 3; round++) {
                Future<?> one = workers.submit(() -> passes(parts, 30));
                Future<?> two = workers.submit(() -> passes(other, 40));
                one.get();
                two.get();
                world.clock.move(Duration.ofSeconds(5));
            }
        }

        assertThat(db.values(
                        "select count(*) from communications where status = 'started' group by customer_id",
                        Integer.class))
                .hasSize(customers.size())
                .containsOnly(2);
        assertThat(db.values(
                        "select count(*) from communications where status = 'planned' and lease_owner is null"
                                + " and scheduled_at >= '2026-06-02T08:00:00Z' and scheduled_at = due_at",
                        Integer.class))
                .containsExactly(4 * customers.size());
    }

    @Test
    void shouldAskTheDatabaseAConstantNumberOfTimes() throws Exception {
        limit(TWO_A_DAY, NIGHT);
        int few = statementsFor(3);
        int many = statementsFor(60);

        assertThat(many).isEqualTo(few);
    }
}
