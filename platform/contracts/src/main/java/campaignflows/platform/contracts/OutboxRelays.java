package campaignflows.platform.contracts;

/** How the relays of the services' outboxes are told apart, and by what only one at a time publishes a shard: for them and for tools that have them rest. */
public final class OutboxRelays {
    /** Shards of the outbox of each service. */
    public static final int SHARDS = 4;

    /** The first number of the advisory lock in a service's database whose holder publishes; the second is the shard. */
    public static final int LOCK_SPACE = 0x0b0c5;

    private OutboxRelays() {}

    /**
     * The relay's name, which is Kafka's transactional id of its producer: who begins to use it ends its predecessor's transactions.
     *
     * @param service the short name of the service, such as participant
     */
    public static String name(String service, int shard) {
        return service + "-relay-" + shard;
    }
}
