package campaignflows.communication.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Divides what a channel may send now among the campaigns that have something due on it: to each the same. Where there is
 * less than one for each, they take turns, so that a campaign with much to say keeps no other waiting for its end.
 */
final class CampaignFairShare {
    /** The campaign that had the last turn, by channel, as long as there is less than one for each. */
    private final Map<UUID, UUID> lastByChannel = new HashMap<>();

    /** @param ready what is due on one channel, at least one campaign */
    List<ClaimRepository.Share> of(List<ClaimRepository.DuePair> ready, long allowed) {
        List<ClaimRepository.DuePair> inTurn = ready.stream()
                .sorted(Comparator.comparing(ClaimRepository.DuePair::campaignId))
                .toList();
        UUID channelId = inTurn.getFirst().channelId();
        int count = inTurn.size();
        if (allowed >= count) {
            lastByChannel.remove(channelId);
            return divided(inTurn, allowed);
        }
        UUID last = lastByChannel.get(channelId);
        int first = 0;
        while (last != null && first < count && inTurn.get(first).campaignId().compareTo(last) <= 0) {
            first++;
        }
        List<ClaimRepository.Share> shares = new ArrayList<>();
        for (int i = 0; i < allowed; i++) {
            ClaimRepository.DuePair next = inTurn.get((first + i) % count);
            shares.add(new ClaimRepository.Share(next.campaignId(), channelId, 1));
            lastByChannel.put(channelId, next.campaignId());
        }
        return shares;
    }

    private static List<ClaimRepository.Share> divided(List<ClaimRepository.DuePair> ready, long allowed) {
        List<ClaimRepository.Share> shares = new ArrayList<>(ready.size());
        long left = allowed;
        for (int i = 0; i < ready.size(); i++) {
            long share = left / (ready.size() - i);
            ClaimRepository.DuePair one = ready.get(i);
            shares.add(new ClaimRepository.Share(one.campaignId(), one.channelId(), (int) share));
            left -= share;
        }
        return shares;
    }

    /** In claims of not more than so many communications, so that those of the first channels need not wait for the last. */
    static List<List<ClaimRepository.Share>> inClaims(List<ClaimRepository.Share> shares, int most) {
        List<List<ClaimRepository.Share>> claims = new ArrayList<>();
        List<ClaimRepository.Share> claim = new ArrayList<>();
        int size = 0;
        for (ClaimRepository.Share share : shares) {
            if (!claim.isEmpty() && size + share.limit() > most) {
                claims.add(claim);
                claim = new ArrayList<>();
                size = 0;
            }
            claim.add(share);
            size += share.limit();
        }
        if (!claim.isEmpty()) {
            claims.add(claim);
        }
        return claims;
    }
}
