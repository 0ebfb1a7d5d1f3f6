/** Measures walks: from {@code participant-events} to {@code communication-commands}. */
@NullMarked
package campaignflows.bench.walk;

import org.jspecify.annotations.NullMarked;
