/** The embedded PostgreSQL server, and the databases and roles of the services on any server. */
@NullMarked
package campaignflows.local.postgres;

import org.jspecify.annotations.NullMarked;
