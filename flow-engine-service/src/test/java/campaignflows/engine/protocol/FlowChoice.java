package campaignflows.engine.protocol;

/**
 * Which flows of the {@link TestCampaigns} there are in addition to those that are always there.
 *
 * @param flips  whether {@link TestCampaigns#FLIP} is
 * @param claims whether {@link TestCampaigns#CLAIM} and {@link TestCampaigns#CLAIMED} are
 */
record FlowChoice(boolean flips, boolean claims) {}
