package campaignflows.platform.contracts;

/** What a failure of the database says of itself, whichever client met it; an API answers by it. */
public interface DatabaseRefusal {

    /** The SQLSTATE of PostgreSQL, or that of a lost connection, 08006. */
    String sqlState();
}
