/**
 * The two seams to PostgreSQL (ADR 0009): {@link campaignflows.platform.database.Transactions} for the entities that people edit,
 * {@link campaignflows.platform.database.Database} for everything else.
 */
@NullMarked
package campaignflows.platform.database;

import org.jspecify.annotations.NullMarked;
