package campaignflows.campaign.journal;

import java.util.UUID;

/** A walk of one of a customer's participants, with its campaign. */
record CustomerWalk(UUID campaignId, Walk walk) {}
