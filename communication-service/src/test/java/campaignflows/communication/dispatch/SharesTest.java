package campaignflows.communication.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.communication.ChannelType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class SharesTest {
    private static final UUID CHANNEL = new UUID(9, 9);

    private final CampaignFairShare shares = new CampaignFairShare();

    @ParameterizedTest
    @CsvSource({"1, 500, 500", "2, 500, 250 250", "3, 500, 166 167 167", "5, 5, 1 1 1 1 1", "4, 6, 1 1 2 2"})
    void shouldGiveEachCampaignTheSame(int campaigns, long allowed, String expected) {
        assertThat(shares.of(ready(campaigns), allowed).stream()
                        .map(share -> Integer.toString(share.limit()))
                        .toList())
                .containsExactly(expected.split(" "));
    }

    @Test
    @DisplayName("A slow channel: every campaign gets its turn, whoever has more to say")
    void shouldLetCampaignsTakeTurnsWhereThereIsLessThanOneForEach() {
        Map<UUID, Integer> turns = new HashMap<>();
        for (int pass = 0; pass < 70; pass++) {
            for (ClaimRepository.Share share : shares.of(ready(7), 2)) {
                turns.merge(share.campaignId(), share.limit(), Integer::sum);
            }
        }
        assertThat(turns)
                .hasSize(7)
                .allSatisfy((campaign, count) -> assertThat(count).isEqualTo(20));
    }

    @Test
    void shouldGoOnThoughACampaignIsDone() {
        List<UUID> served = new ArrayList<>();
        shares.of(ready(3), 1).forEach(share -> served.add(share.campaignId()));
        shares.of(ready(3).subList(1, 3), 1).forEach(share -> served.add(share.campaignId()));
        shares.of(ready(3).subList(1, 3), 1).forEach(share -> served.add(share.campaignId()));
        shares.of(ready(3), 1).forEach(share -> served.add(share.campaignId()));

        assertThat(served).containsExactly(campaign(0), campaign(1), campaign(2), campaign(0));
        assertThat(shares.of(ready(3), 0)).isEmpty();
    }

    @Test
    void shouldClaimSoManyAtATime() {
        List<ClaimRepository.Share> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(new ClaimRepository.Share(campaign(i), CHANNEL, 500));
        }
        assertThat(CampaignFairShare.inClaims(all, 1_000))
                .extracting(List::size)
                .containsExactly(2, 2, 1);
        assertThat(CampaignFairShare.inClaims(all, 100)).extracting(List::size).containsExactly(1, 1, 1, 1, 1);
        assertThat(CampaignFairShare.inClaims(List.of(), 100)).isEmpty();
    }

    private static List<ClaimRepository.DuePair> ready(int campaigns) {
        List<ClaimRepository.DuePair> ready = new ArrayList<>();
        for (int i = 0; i < campaigns; i++) {
            ready.add(new ClaimRepository.DuePair(campaign(i), CHANNEL, ChannelType.EMAIL, null, true));
        }
        return ready;
    }

    private static UUID campaign(int number) {
        return new UUID(1, number);
    }
}
