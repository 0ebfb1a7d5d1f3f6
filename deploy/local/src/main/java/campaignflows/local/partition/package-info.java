/** Gives the topics keyed by customer id more partitions while the system runs ({@code deploy/partitions}). */
@NullMarked
package campaignflows.local.partition;

import org.jspecify.annotations.NullMarked;
