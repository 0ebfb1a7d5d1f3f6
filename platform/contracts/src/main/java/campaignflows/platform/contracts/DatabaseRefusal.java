package campaignflows.platform.contracts;

/** What a failure of the database says about itself, whichever client it occurred in; an API derives its response from it. */
public interface DatabaseRefusal {

    /** The SQLSTATE of PostgreSQL, or that of a lost connection, 08006. */
    String sqlState();
}
