package campaignflows.communication.credential;

import java.time.Instant;

/**
 * A webhook secret that was replaced and is taken for a while longer, so that whoever signs with it need not change it in the
 * same moment.
 */
public record FormerSecret(String secret, Instant until) {
    @Override
    public String toString() {
        return "FormerSecret[…]";
    }
}
