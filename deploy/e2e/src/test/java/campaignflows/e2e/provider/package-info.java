/** Servers that stand for providers of messages: they take everything, and count. */
@NullMarked
package campaignflows.e2e.provider;

import org.jspecify.annotations.NullMarked;
