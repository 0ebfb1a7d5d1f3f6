/** Migrations that need what only the application knows. */
@NullMarked
package db.migration;

import org.jspecify.annotations.NullMarked;
