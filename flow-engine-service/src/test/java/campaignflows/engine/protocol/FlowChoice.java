package campaignflows.engine.protocol;

/**
 * Which flows of the {@link Cast} there are besides those that are always there.
 *
 * @param flips  whether {@link Cast#FLIP} is
 * @param claims whether {@link Cast#CLAIM} and {@link Cast#CLAIMED} are
 */
record FlowChoice(boolean flips, boolean claims) {}
