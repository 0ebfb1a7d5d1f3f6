/** Measures messages on their way to providers, beside senders that do nothing else. */
@NullMarked
package campaignflows.bench.send;

import org.jspecify.annotations.NullMarked;
