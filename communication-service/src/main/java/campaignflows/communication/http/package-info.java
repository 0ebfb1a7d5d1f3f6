/** Calls of providers' HTTP interfaces: bounded in time and size, only to where may be called, and sure of what was sent. */
@NullMarked
package campaignflows.communication.http;

import org.jspecify.annotations.NullMarked;
