/** Messages of contacts: one tenant is flooded while another one's contact writes now and then. */
@NullMarked
package campaignflows.bench.inbound;

import org.jspecify.annotations.NullMarked;
