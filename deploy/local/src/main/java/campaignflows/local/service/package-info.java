/** The six services as child processes, and what a fresh system holds. */
@NullMarked
package campaignflows.local.service;

import org.jspecify.annotations.NullMarked;
