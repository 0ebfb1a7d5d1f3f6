package campaignflows.communication.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.support.World;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Contacts who have opted out. */
@NullMarked
class OptOutDispatchIT extends ContactLimitFixture {
    @Test
    @DisplayName("M3: an opt-out holds in the transaction that claims, and for what is claimed already")
    void shouldSendNothingToWhoHasOptedOut() throws Exception {
        UUID ben = Ids.v7();
        UUID anns = plan(world.campaign, ann, "UTC");
        UUID bens = plan(world.campaign, ben, "UTC");
        optOuts(ann, ChannelType.VOICE, ChannelType.EMAIL);
        optOuts(ben, ChannelType.EMAIL);

        pass();

        assertThat(statuses(anns, bens)).containsExactly("skipped", "started");
        assertThat(db.reason(anns)).isEqualTo("The contact does not want to be contacted by phone");
        optOuts(ann);
        UUID again = plan(world.campaign, ann, "UTC");
        pass();
        assertThat(db.status(again)).isEqualTo("started");

        UUID late = plan(world.campaign, ann, "UTC");
        List<ClaimedCommunication> claimed = parts.claims
                .claim(List.of(new ClaimRepository.Share(world.campaign, channel, 10)))
                .claimed();
        assertThat(claimed).extracting(ClaimedCommunication::id).containsExactly(late);
        optOuts(ann, ChannelType.VOICE);
        assertThat(parts.attempts.startAttempts(List.of(late))).isEmpty();
        pass();
        assertThat(db.status(late)).isEqualTo("skipped");
    }

    @Test
    void shouldForgetOptOutsWithThePerson() {
        UUID participant = Ids.v7();
        optOuts(World.customerOf(participant), ChannelType.VOICE);

        world.apply(world.erase(participant));

        assertThat(db.values("select count(*) from opt_outs", Integer.class)).containsExactly(0);
    }
}
